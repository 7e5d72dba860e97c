package dev.signalbox.engine.state;

/** What a decision was made on: an id for each part, the same id for the same content. */
public record Revisions(
    String config, String catalog, String prices, String quality, String health) {
  /** The same with another configuration. */
  public Revisions withConfig(String revision) {
    return new Revisions(revision, catalog, prices, quality, health);
  }

  /** The same with another health part. */
  public Revisions withHealth(String revision) {
    return new Revisions(config, catalog, prices, quality, revision);
  }
}
