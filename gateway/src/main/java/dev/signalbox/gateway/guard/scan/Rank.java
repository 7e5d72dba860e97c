package dev.signalbox.gateway.guard.scan;

/**
 * How much a rule says of what it found; where findings overlap, the later of these names the
 * whole.
 */
enum Rank {
  PERSONAL(Category.PII),
  GUESSED(Category.CREDENTIAL),
  WRAPPED(Category.CREDENTIAL),
  NAMED(Category.CREDENTIAL),
  OWN(Category.OWN);

  private final Category category;

  Rank(Category category) {
    this.category = category;
  }

  Category category() {
    return category;
  }
}
