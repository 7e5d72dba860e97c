package dev.signalbox.gateway.provider.aws;

import dev.signalbox.gateway.provider.auth.Authorizer;
import dev.signalbox.gateway.provider.auth.Credential;
import dev.signalbox.gateway.provider.auth.HeaderKey;
import dev.signalbox.gateway.provider.auth.Outgoing;
import dev.signalbox.gateway.provider.auth.Refusal;
import dev.signalbox.gateway.provider.auth.Renewed;
import dev.signalbox.gateway.provider.auth.Unauthorized;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests with pairs of keys; a credential that belongs to no pair is a key of Bedrock's own
 * and goes out as it is. Where the clock of this machine is wrong, the service says so and what
 * time it has: from then on requests are signed for that. Used by all event loops at once; the
 * difference of the clocks is atomic.
 */
public final class AwsAuthorizer implements Authorizer {
  private static final String SERVICE = "bedrock";
  private static final String CONTENT_TYPE = "content-type";
  private static final String TIME = "x-amz-date";
  private static final String TOKEN = "x-amz-security-token";

  private static final Set<Integer> MAY_BE_TIME = Set.of(400, 403);

  /** Differences below this are not why a signature is refused: five minutes are allowed. */
  private static final Duration LEAST_DIFFERENCE = Duration.ofMinutes(1);

  private final SigV4 signature;
  private final Map<String, Pair> pairs;
  private final Optional<OfHost> ofHost;
  private final InstantSource clock;
  private final AtomicLong aheadMillis = new AtomicLong();

  /** What of the machine was used last. */
  private volatile @Nullable AwsKeys lastOfHost;

  /**
   * What belongs to a secret.
   *
   * @param sessionToken empty for keys that last
   */
  public record Pair(String accessKeyId, Optional<String> sessionToken) {
    /** Without the token. */
    @Override
    public String toString() {
      return accessKeyId;
    }
  }

  /**
   * Keys that the machine has.
   *
   * @param label of the credential that stands for them
   */
  public record OfHost(String label, Renewed<AwsKeys> keys) {}

  /**
   * Signs for {@code region}.
   *
   * @param pairs by the label of the credential that is the secret
   * @param clock of this machine
   */
  public AwsAuthorizer(String region, Map<String, Pair> pairs, InstantSource clock) {
    this(new SigV4(region, SERVICE), pairs, Optional.empty(), clock);
  }

  private AwsAuthorizer(
      SigV4 signature, Map<String, Pair> pairs, Optional<OfHost> ofHost, InstantSource clock) {
    this.signature = signature;
    this.pairs = Map.copyOf(pairs);
    this.ofHost = ofHost;
    this.clock = clock;
  }

  /** The same which signs with {@code keys} of the machine too. */
  public AwsAuthorizer and(OfHost keys) {
    return new AwsAuthorizer(signature, pairs, Optional.of(keys), clock);
  }

  @Override
  public Future<Map<String, String>> authorize(Outgoing outgoing) {
    Optional<Future<AwsKeys>> keys = outgoing.credential().flatMap(this::keysOf);
    if (keys.isEmpty()) {
      return HeaderKey.BEARER.authorize(outgoing);
    }
    if (outgoing.body().isEmpty()) {
      return Future.failedFuture(
          new Unauthorized(
              Unauthorized.Why.NONSENSE, "the request is still arriving and cannot be signed"));
    }
    Buffer body = outgoing.body().get();
    return keys.get().map(known -> signed(outgoing, body, known));
  }

  private Optional<Future<AwsKeys>> keysOf(Credential credential) {
    return ofHost
        .filter(host -> host.label().equals(credential.label()))
        .map(host -> host.keys().get().onSuccess(this::remember))
        .or(
            () ->
                Optional.ofNullable(pairs.get(credential.label()))
                    .map(
                        pair ->
                            Future.succeededFuture(
                                new AwsKeys(
                                    pair.accessKeyId(), credential.value(), pair.sessionToken()))));
  }

  private void remember(AwsKeys keys) {
    AwsKeys known = lastOfHost;
    if (!keys.equals(known)) {
      lastOfHost = keys;
    }
  }

  private Map<String, String> signed(Outgoing outgoing, Buffer body, AwsKeys keys) {
    Instant now = clock.instant().plusMillis(aheadMillis.get());
    Map<String, String> made = new LinkedHashMap<>();
    made.put(TIME, SigV4.timestamp(now));
    keys.sessionToken().ifPresent(token -> made.put(TOKEN, token));
    Map<String, String> headers = new LinkedHashMap<>(made);
    headers.put("host", outgoing.authority());
    String type = outgoing.headers().get(CONTENT_TYPE);
    if (type != null) {
      headers.put(CONTENT_TYPE, type);
    }
    made.put(
        "authorization",
        signature.authorization(
            new CanonicalRequest.Signed(
                outgoing.method(), outgoing.target(), headers, SigV4.hash(body.getBytes())),
            new SigV4.Keys(keys.accessKeyId(), keys.secret()),
            now));
    return made;
  }

  /** A signature that was refused by a service with another time may be made anew for that. */
  @Override
  public boolean refused(Map<String, String> headers, Refusal refusal) {
    if (!headers.containsKey(TIME) || !MAY_BE_TIME.contains(refusal.status())) {
      return false;
    }
    String said =
        (refusal.headers().get("x-amzn-errortype") + " " + refusal.body()).toLowerCase(Locale.ROOT);
    if (ofHost.isPresent() && isOfKeys(said)) {
      // another one may be there already
      return dropped(headers.getOrDefault("authorization", ""));
    }
    boolean ofTime =
        said.contains("signature") || said.contains("skewed") || said.contains("requestexpired");
    return ofTime && corrected(headers.getOrDefault(TIME, ""), refusal.headers().get("date"));
  }

  private static boolean isOfKeys(String said) {
    return said.contains("expiredtoken")
        || said.contains("unrecognizedclient")
        || said.contains("invalidclienttokenid")
        || said.contains("security token");
  }

  /** Has the keys of the machine looked for anew, where they signed {@code authorization}. */
  private boolean dropped(String authorization) {
    AwsKeys last = lastOfHost;
    if (last == null || !authorization.contains("Credential=" + last.accessKeyId() + "/")) {
      return false;
    }
    ofHost.ifPresent(host -> host.keys().drop(last::equals));
    return true;
  }

  /** Whether what was signed at {@code signed} came to a service with another time. */
  private boolean corrected(String signed, @Nullable String date) {
    if (date == null) {
      return false;
    }
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration difference = Duration.between(SigV4.time(signed), theirs).abs();
      if (difference.compareTo(LEAST_DIFFERENCE) < 0) {
        return false;
      }
      aheadMillis.set(theirs.toEpochMilli() - clock.millis());
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  @Override
  public List<String> secrets() {
    AwsKeys last = lastOfHost;
    Stream<String> ofMachine =
        last == null
            ? Stream.empty()
            : Stream.concat(Stream.of(last.secret()), last.sessionToken().stream());
    return Stream.concat(
            pairs.values().stream().flatMap(pair -> pair.sessionToken().stream()), ofMachine)
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AwsAuthorizer same
        && signature.equals(same.signature)
        && pairs.equals(same.pairs)
        && ofHost.equals(same.ofHost);
  }

  @Override
  public int hashCode() {
    return Objects.hash(signature, pairs, ofHost);
  }
}
