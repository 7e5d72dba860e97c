package dev.signalbox.gateway.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.wire.json.BodyScan;
import dev.signalbox.gateway.wire.needs.RequestNeeds;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a client's request. The same for every provider, but where the conversation's earlier
 * turns are kept here (Responses) and one provider has them too.
 */
public interface RequestBody {
  /** The bytes as the client sent them. */
  byte[] original();

  /**
   * What {@link #original} holds at its top.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when it is not one strict JSON
   *     object
   */
  default BodyScan scanned() {
    return BodyScan.of(original());
  }

  /** The request with all the conversation that a model must read to answer it. */
  default byte[] whole() {
    return original();
  }

  /**
   * What {@link #original} says beside its conversation: settings, tools. Takes as long as these
   * are large the first time. Nobody changes it.
   */
  ObjectNode settings();

  /** About how many bytes {@link #whole} has, without making it. */
  default int size() {
    return original().length;
  }

  /** What {@link #whole} needs of a model. */
  default RequestNeeds needs() {
    return RequestNeeds.of(whole());
  }

  /** The bytes to serve the request from at {@code provider}: one strict JSON object. */
  byte[] forProvider(UpstreamSpec provider);

  /** What {@link #forProvider} gives, and what it holds at its top. */
  default BodyScan scannedFor(UpstreamSpec provider) {
    return BodyScan.of(forProvider(provider));
  }

  /**
   * Whether {@link #forProvider} may go to {@code provider}, which speaks its protocol, as it is;
   * false when something in it means nothing to anybody but us, so that it must be written anew.
   */
  default boolean passesTo(UpstreamSpec provider) {
    return !needs().sealed();
  }

  /** A body that is the same for every provider. */
  static RequestBody of(byte[] bytes) {
    return new Plain(bytes);
  }

  /** A body that is the same for every provider; scanned once. Used by one thread at a time. */
  final class Plain implements RequestBody {
    private static final Set<String> CONVERSATION = Set.of("messages", "input", "contents");

    private final byte[] original;
    private @Nullable BodyScan scan;
    private @Nullable RequestNeeds needs;
    private @Nullable ObjectNode settings;

    private Plain(byte[] original) {
      this.original = original;
    }

    @Override
    public byte[] original() {
      return original;
    }

    @Override
    public BodyScan scanned() {
      BodyScan known = scan == null ? BodyScan.of(original) : scan;
      scan = known;
      return known;
    }

    @Override
    public RequestNeeds needs() {
      RequestNeeds known = needs == null ? RequestNeeds.of(original) : needs;
      needs = known;
      return known;
    }

    @Override
    public ObjectNode settings() {
      ObjectNode known = settings == null ? scanned().without(CONVERSATION) : settings;
      settings = known;
      return known;
    }

    @Override
    public byte[] forProvider(UpstreamSpec provider) {
      return original;
    }

    @Override
    public BodyScan scannedFor(UpstreamSpec provider) {
      return scanned();
    }
  }
}
