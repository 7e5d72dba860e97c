package dev.signalbox.gateway.wire.formats;

/** A format spoken as its maker does: nothing is otherwise. */
public record PlainVariant() implements ApiVariant {
  /** The one that there is. */
  public static final PlainVariant NONE = new PlainVariant();
}
