package org.dromedary.users;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries of {@code roles.properties}: a role and its users, with commas and no spaces. */
final class RoleMembers {
  private RoleMembers() {}

  /** The entries with this user in these roles and in no other. */
  static SortedMap<String, String> with(
      SortedMap<String, String> entries, UserName name, Set<Role> roles) {
    SortedMap<String, String> changed = new TreeMap<>();
    entries.forEach(
        (role, members) -> {
          SortedSet<String> others = members(members);
          others.remove(name.text());
          put(changed, role, others);
        });
    for (Role role : roles) {
      SortedSet<String> members = members(changed.getOrDefault(role.text(), ""));
      members.add(name.text());
      put(changed, role.text(), members);
    }
    return changed;
  }

  /** The roles of a user, sorted. */
  static List<String> rolesOf(String name, SortedMap<String, String> entries) {
    return entries.entrySet().stream()
        .filter(entry -> members(entry.getValue()).contains(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void put(Map<String, String> entries, String role, SortedSet<String> members) {
    if (!members.isEmpty()) {
      entries.put(role, String.join(",", members));
    }
  }

  private static SortedSet<String> members(String text) {
    SortedSet<String> members = new TreeSet<>(Arrays.asList(text.strip().split("\\s*,\\s*")));
    members.remove("");
    return members;
  }
}
