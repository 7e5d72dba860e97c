package dev.signalbox.engine.catalog;

import java.util.List;

/**
 * What an import made of a public list.
 *
 * @param cards in the order of the list
 * @param notUnderstood what was left out, in the order of the list
 */
public record ImportedCards(List<ModelCard> cards, List<NotUnderstood> notUnderstood) {
  public ImportedCards {
    cards = List.copyOf(cards);
    notUnderstood = List.copyOf(notUnderstood);
  }

  /**
   * Something that no card holds.
   *
   * @param model as the list names it
   * @param field the key, or empty if the whole model was left out
   * @param reason why, for people
   */
  public record NotUnderstood(String model, String field, String reason) {}
}
