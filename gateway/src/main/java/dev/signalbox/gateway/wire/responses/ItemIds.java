package dev.signalbox.gateway.wire.responses;

/**
 * Ids of items that we make up because the provider that answered has none. They are known again,
 * as no provider knows them: they are left out of requests.
 */
final class ItemIds {
  private static final String MADE_UP = "_sb_";

  private ItemIds() {}

  /**
   * The id of an item.
   *
   * @param prefix what the API begins ids of its kind with, such as {@code msg}
   * @param owner the answer's or request's id: letters and digits
   * @param place tells the items of one owner apart
   */
  static String make(String prefix, String owner, String place) {
    return prefix + MADE_UP + owner + "_" + place;
  }

  /** Whether {@code id} was made by {@link #make}. */
  static boolean isMade(String id) {
    int at = id.indexOf('_');
    return at >= 0 && id.startsWith(MADE_UP, at);
  }
}
