package dev.signalbox.gateway.wire.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The log probability of one generated token.
 *
 * @param token its text
 * @param logProb natural logarithm of its probability, at most 0
 * @param bytes its UTF-8 bytes as 0 to 255, when the provider gave them
 * @param top the most likely tokens at this place, each without {@code top} of its own
 */
public record TokenLogProb(
    String token, BigDecimal logProb, Optional<List<Integer>> bytes, List<TokenLogProb> top) {
  public TokenLogProb {
    bytes = bytes.map(List::copyOf);
    top = List.copyOf(top);
  }
}
