package org.dromedary.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.events.SubjectHash;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueId;

/**
 * Which mails are looked for: all that is said must be so.
 *
 * @param sender an address, a domain, or {@code <>}
 * @param recipient an address or a domain; as the sender wrote it, or as aliases made it
 * @param messageId with or without angle brackets
 * @param subject the whole subject, as people read it
 * @param from arrived then or later
 * @param until arrived before
 * @param before the last one of an earlier answer: only mails that arrived before it
 */
public record TrackingQuery(
    Optional<String> sender,
    Optional<String> recipient,
    Optional<String> messageId,
    Optional<String> subject,
    Instant from,
    Instant until,
    Optional<QueueId> before) {

  /** Parameters of a statement with the text that they are for. */
  record Conditions(String sql, List<Object> parameters) {}

  /**
   * @throws IllegalArgumentException when an address is none
   */
  public TrackingQuery {
    sender.ifPresent(TrackingQuery::range);
    recipient.ifPresent(TrackingQuery::range);
  }

  /** Where an earlier answer ended: what arrived later, or then and with a greater id, is known. */
  record Cursor(Instant arrival, QueueId id) {}

  /**
   * What rows of a partition must be like.
   *
   * @param cursor of {@link #before}
   */
  Conditions in(Partition partition, Optional<Cursor> cursor) {
    StringBuilder sql = new StringBuilder(" WHERE received_at >= ? AND received_at < ?");
    List<Object> parameters = new ArrayList<>(List.of(from.toEpochMilli(), until.toEpochMilli()));
    sender.ifPresent(address -> add(sql.append(" AND "), parameters, "sender", range(address)));
    messageId.ifPresent(id -> add(sql, parameters, " AND message_id = ?", MessageId.of(id)));
    subject.ifPresent(text -> add(sql, parameters, " AND subject_hash = ?", SubjectHash.of(text)));
    cursor.ifPresent(
        last -> {
          sql.append(" AND (received_at < ? OR received_at = ? AND queue_id < ?)");
          long arrival = last.arrival().toEpochMilli();
          parameters.addAll(List.of(arrival, arrival, last.id().value()));
        });
    recipient.ifPresent(
        address -> {
          sql.append(" AND queue_id IN (SELECT queue_id FROM ").append(partition.recipients());
          add(sql.append(" WHERE "), parameters, "address", range(address));
          sql.append(')');
        });
    return new Conditions(sql.toString(), parameters);
  }

  private static void add(
      StringBuilder sql, List<Object> parameters, String condition, String parameter) {
    sql.append(condition);
    parameters.add(parameter);
  }

  private static void add(
      StringBuilder sql, List<Object> parameters, String column, List<String> range) {
    sql.append(column).append(range.size() == 1 ? " = ?" : " >= ?");
    parameters.add(range.getFirst());
    if (range.size() > 1) {
      sql.append(" AND ").append(column).append(" < ?");
      parameters.add(range.getLast());
    }
  }

  /** One key, or the first one and the one after the last. */
  private static List<String> range(String address) {
    if (address.equals("<>")) {
      return List.of("");
    }
    if (address.indexOf('@') <= 0) {
      String domain = Domain.parse(address.replace("@", "")).toString();
      return List.of(AddressKey.first(domain), AddressKey.last(domain));
    }
    return List.of(AddressKey.of(MailAddress.parse(address).toString()));
  }
}
