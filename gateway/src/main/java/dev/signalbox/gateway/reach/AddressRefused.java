package dev.signalbox.gateway.reach;

/** Why an address is not called: a clause for the client that begins with "it" or the like. */
public final class AddressRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inner;

  AddressRefused(String reason) {
    this(reason, false);
  }

  /**
   * Refuses an address.
   *
   * @param inner whether it is one of this machine or an inner network
   */
  AddressRefused(String reason, boolean inner) {
    super(reason, null, false, false);
    this.inner = inner;
  }

  /** Whether it would be called where private addresses are allowed. */
  public boolean isInner() {
    return inner;
  }

  /** The clause. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
