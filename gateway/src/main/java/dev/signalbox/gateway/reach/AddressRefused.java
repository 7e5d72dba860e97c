package dev.signalbox.gateway.reach;

/** Why an address is not called: a clause for the client that begins with "it" or the like. */
public final class AddressRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AddressRefused(String reason) {
    super(reason, null, false, false);
  }

  /** The clause. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
