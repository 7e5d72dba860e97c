package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;

/** An API format as our clients speak it: reads their requests, writes their answers. */
public interface ClientFormat {
  Protocol protocol();

  /**
   * Reads a request.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST},
   *     naming the field, when the body breaks the format's rules
   */
  Request decodeRequest(ObjectNode body, RequestTarget target);

  /** Writes a whole answer; tells in {@code losses} what of it the format cannot carry. */
  ObjectNode encodeReply(Reply reply, ReplyFrame frame, Losses losses);

  /** An encoder for one streamed answer; tells in {@code losses} what the format cannot carry. */
  StreamEncoder streamEncoder(ReplyFrame frame, Losses losses);

  /** The HTTP status of {@code problem} in this format. */
  int statusOf(Problem problem);

  /** Writes an error answer; {@code requestId} is ours. */
  ObjectNode encodeProblem(Problem problem, String requestId);
}
