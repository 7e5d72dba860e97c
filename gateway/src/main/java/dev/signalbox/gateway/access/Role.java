package dev.signalbox.gateway.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may do, each including the ones before it. */
public enum Role {
  /** Sends requests, and sees its own. */
  CALLER,
  /** Sees what everybody did. */
  VIEWER,
  /** Changes how requests are served. */
  OPERATOR,
  /** Changes who may do what. */
  ADMIN;

  /** Its name in files, tables and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name. */
  public static Optional<Role> byId(String id) {
    return Stream.of(values()).filter(role -> role.id().equals(id)).findFirst();
  }

  /** The names of all. */
  public static List<String> ids() {
    return Stream.of(values()).map(Role::id).toList();
  }

  /** Whether whoever has it may do what {@code needed} may. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }
}
