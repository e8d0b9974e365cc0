package org.dromedary.management;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dromedary.list.ChangedBy;
import org.dromedary.list.MailingList;
import org.dromedary.list.MailingLists;
import org.dromedary.list.Member;
import org.dromedary.list.MemberSource;
import org.dromedary.list.Memberships;
import org.dromedary.mail.MailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mailing lists over HTTP: which there are, and who is a member. */
public final class ListApi {
  private static final Logger LOG = LoggerFactory.getLogger(ListApi.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<MailingLists> lists;
  private final Memberships memberships;

  /**
   * @param lists the current value
   */
  public ListApi(Supplier<MailingLists> lists, Memberships memberships) {
    this.lists = lists;
    this.memberships = memberships;
  }

  /** By their {@code operationId}. */
  public Map<String, ApiOperation.Work> works() {
    return Map.of(
        "listMailingLists",
        request -> all(),
        "showMailingList",
        this::show,
        "addMember",
        this::add,
        "removeMember",
        this::remove);
  }

  private ApiAnswer all() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode written = answer.putArray("lists");
    lists.get().all().forEach(list -> write(written.addObject(), list));
    return ApiAnswer.ok(answer.toString());
  }

  private static ObjectNode write(ObjectNode json, MailingList list) {
    json.put("address", list.toString()).put("owner", list.appearance().owner().toString());
    list.appearance().description().ifPresent(text -> json.put("description", text));
    return json.put("posting", list.rules().posting().toString())
        .put("subscription", list.rules().subscription().toString());
  }

  private ApiAnswer show(ApiRequest request) throws IOException {
    MailingList list = list(request);
    List<Member> members = members(list);
    ObjectNode answer = write(JSON.createObjectNode(), list);
    ArrayNode written = answer.putArray("members");
    for (Member member : members) {
      ObjectNode one = written.addObject().put("address", member.address().toString());
      ArrayNode bounces = one.putArray("bounces");
      member.bounces().forEach(day -> bounces.add(day.toString()));
      member.disabled().ifPresent(day -> one.put("disabled", day.toString()));
    }
    return ApiAnswer.ok(answer.toString());
  }

  private List<Member> members(MailingList list) throws IOException {
    try {
      return memberships.all(list);
    } catch (IOException e) {
      if (list.members() instanceof MemberSource.ByRoute) {
        throw new ApiException(502, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private MailingList list(ApiRequest request) {
    String name = request.name().orElseThrow();
    try {
      return lists
          .get()
          .list(MailAddress.parse(name))
          .orElseThrow(() -> new ApiException(404, "there is no list of this address"));
    } catch (IllegalArgumentException e) {
      throw new ApiException(404, "there is no list of this address");
    }
  }

  private ApiAnswer add(ApiRequest request) throws IOException {
    MailingList list = list(request);
    MailAddress address = address(request);
    try {
      if (memberships.subscribe(list, address, ChangedBy.OPERATOR)) {
        LOG.info("{}: {} was added by {}", list, address, request.user());
      }
    } catch (IllegalArgumentException e) {
      throw new ApiException(409, String.valueOf(e.getMessage()));
    }
    return ApiAnswer.done();
  }

  private ApiAnswer remove(ApiRequest request) throws IOException {
    MailingList list = list(request);
    MailAddress address = address(request);
    try {
      if (!memberships.unsubscribe(list, address, ChangedBy.OPERATOR)) {
        throw new ApiException(404, "this address is no member");
      }
    } catch (IllegalArgumentException e) {
      throw new ApiException(409, String.valueOf(e.getMessage()));
    }
    LOG.info("{}: {} was removed by {}", list, address, request.user());
    return ApiAnswer.done();
  }

  private static MailAddress address(ApiRequest request) {
    return ApiParameters.parsed("address", request.required("address"), MailAddress::parse);
  }
}
