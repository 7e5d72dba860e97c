package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.model.TokenLogProb;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes up log probabilities: one entry for each piece of a text. */
final class LogProbs {
  private static final int MAX_TOP = 20;
  private static final int DIGITS = 6;

  private LogProbs() {}

  static List<TokenLogProb> of(String text, int top, Dice dice) {
    List<TokenLogProb> tokens = new ArrayList<>();
    for (String piece : Pieces.of(text)) {
      BigDecimal likely = BigDecimal.valueOf(-dice.between(1, 400_000), DIGITS);
      tokens.add(new TokenLogProb(piece, likely, bytesOf(piece), alternatives(piece, likely, top)));
    }
    return tokens;
  }

  /** The token itself first, then less likely ones. */
  private static List<TokenLogProb> alternatives(String piece, BigDecimal likely, int top) {
    List<TokenLogProb> all = new ArrayList<>();
    for (int rank = 0; rank < Math.min(top, MAX_TOP); rank++) {
      String token = rank == 0 ? piece : " other" + rank;
      BigDecimal value = likely.subtract(BigDecimal.valueOf(rank));
      all.add(new TokenLogProb(token, value, bytesOf(token), List.of()));
    }
    return all;
  }

  private static Optional<List<Integer>> bytesOf(String text) {
    List<Integer> bytes = new ArrayList<>();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toUnsignedInt(b));
    }
    return Optional.of(bytes);
  }
}
