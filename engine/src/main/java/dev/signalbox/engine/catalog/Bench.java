package dev.signalbox.engine.catalog;

import java.util.Optional;

enum Bench {
  X;

  static Optional<Bench> of(String n) {
    return Optional.of(X);
  }
}
