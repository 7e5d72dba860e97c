package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;

/** An API format as providers speak it: writes requests to them, reads their answers. */
public interface ProviderFormat {
  ApiFormat protocol();

  /**
   * Writes a request; tells in {@code losses} what of it the format cannot carry.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code INVALID_REQUEST}
   *     when the request cannot be said in this format at all
   */
  ObjectNode encodeRequest(Request request, ProviderTarget target, Losses losses);

  /** What is added to the address of a request that was written here, without question mark. */
  default String query(boolean stream) {
    return "";
  }

  /**
   * Whether {@code media}, whose source is an address, may go to {@code target} as it is. False
   * when the target takes such media as inline data only, so that somebody must fetch it first;
   * true too when it takes them in no way, which {@link #encodeRequest} tells.
   */
  boolean takesAddress(Part.Media media, ProviderTarget target);

  /**
   * Reads a whole answer.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException of kind {@code UPSTREAM} when the
   *     body is not an answer of this format, or is an error in spite of its status
   */
  Reply decodeReply(ObjectNode body);

  /** A decoder for one streamed answer. */
  StreamDecoder streamDecoder();

  /** A watch for one answer that passes through untouched. */
  ReplyWatch watch();

  /**
   * Reads an error answer.
   *
   * @param status HTTP status, 400 to 599, or 200 for an error in a successful answer
   * @param body the answer's body as JSON; a text node when it is not JSON
   */
  Problem decodeProblem(int status, JsonNode body);
}
