package dev.signalbox.gateway.provider.aws;

import dev.signalbox.gateway.provider.auth.LoopbackServer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What gives access keys on machines of AWS, on a port of its own: the metadata service of an
 * instance, which wants a session, and the agent of a container, which wants a token. Each answer
 * has other keys than the one before.
 */
public final class AgentServer implements AutoCloseable {
  static final String CONTAINER_TOKEN = "container-token";
  private static final String SESSION = "session-canary";
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final AtomicInteger given = new AtomicInteger();
  private final LoopbackServer server;

  /** What is said in place of what would be; status 0 is nothing at all. */
  record Answer(int status, String body) {}

  /** Begins to listen. */
  public AgentServer() {
    server = new LoopbackServer(this::heard);
  }

  /** Where it listens. */
  public String origin() {
    return server.origin();
  }

  /** Methods and paths that it was asked for so far. */
  public List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  void next(int status, String body) {
    script.add(new Answer(status, body));
  }

  private void heard(HttpServerRequest request) {
    asked.add(request.method() + " " + request.path());
    Answer answer = script.poll();
    Answer said = answer == null ? answerTo(request) : answer;
    if (said.status() != 0) {
      request.response().setStatusCode(said.status()).end(said.body());
    }
  }

  private Answer answerTo(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    if (path.equals("/latest/api/token")) {
      boolean right =
          request.method().equals(HttpMethod.PUT)
              && request.getHeader("x-aws-ec2-metadata-token-ttl-seconds") != null;
      return right ? new Answer(200, SESSION) : new Answer(405, "");
    }
    if (path.startsWith(ROLES)) {
      if (!SESSION.equals(request.getHeader("x-aws-ec2-metadata-token"))) {
        return new Answer(401, "");
      }
      String role = path.substring(ROLES.length());
      return role.isEmpty() ? new Answer(200, "the-role\n") : keys(role.equals("the-role"));
    }
    return keys(path.equals("/keys") && CONTAINER_TOKEN.equals(request.getHeader("authorization")));
  }

  private Answer keys(boolean right) {
    int number = given.incrementAndGet();
    return right
        ? new Answer(
            200,
            """
            {"Code": "Success", "AccessKeyId": "ASIA%d", "SecretAccessKey": "secret-canary-%d",
             "Token": "token-canary-%d", "Expiration": "2027-01-01T00:00:00Z"}
            """
                .formatted(number, number, number))
        : new Answer(404, "");
  }

  @Override
  public void close() {
    server.close();
  }
}
