package dev.signalbox.gateway.migrate;

/** A file that cannot be imported; the message is for people and says where and what is allowed. */
public final class ImportRefusal extends RuntimeException {
  ImportRefusal(String message) {
    super(message);
  }

  static ImportRefusal at(int line, String message) {
    return new ImportRefusal(line > 0 ? "line " + line + ": " + message : message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
