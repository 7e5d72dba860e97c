package dev.signalbox.gateway.guard.scan;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of everything that the scanner knows without rules of the operator. */
public final class FindingTypes {
  private static final List<String> PERSONAL =
      List.of("EMAIL", "PHONE", "US_SSN", "CREDIT_CARD", "IBAN", "IP_ADDRESS");

  private static final List<String> BY_PLACE =
      List.of(
          "PASSWORD",
          "SECRET",
          "JWT",
          "PRIVATE_KEY",
          "DATABASE_URL_PASSWORD",
          "URL_PASSWORD",
          "BASIC_AUTH",
          "BEARER_TOKEN");

  private FindingTypes() {}

  /** All of them, in order. */
  public static SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(PERSONAL);
    all.addAll(BY_PLACE);
    CredentialTypes.shapes().forEach(shape -> all.add(shape.type()));
    return all;
  }
}
