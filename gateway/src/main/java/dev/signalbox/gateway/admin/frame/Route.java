package dev.signalbox.gateway.admin.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.wire.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method at a control path: the one place that says all there is to say about it. From it come
 * the routing, the check of the role, of the query and of the body, the audit trail, {@code
 * /v1/routes} and {@code /openapi.json}.
 *
 * @param path with {@code {name}} for one segment, {@code {name+}} at its end for one or more
 * @param role what whoever uses it has to be; empty: anybody, known or not, and any query
 * @param token what opens it, and nothing else, to whoever has no key; empty for none
 * @param summary what it does, in one line
 * @param query the parameters there are
 */
public record Route(
    HttpMethod method,
    String path,
    Optional<Role> role,
    Optional<Secret> token,
    String summary,
    List<Field<?>> query,
    Body body,
    Shape answer,
    Audit audit,
    AnyAction action) {
  private static final Set<HttpMethod> CHANGING =
      Set.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  /** Answers with JSON; may throw a {@code ProblemException}. */
  @FunctionalInterface
  public interface Action {
    Future<? extends JsonNode> answer(ControlRequest request);
  }

  /** Answers like {@link Action}, but not always with JSON. */
  @FunctionalInterface
  public interface AnyAction {
    Future<ControlAnswer> answer(ControlRequest request);
  }

  public Route {
    query = List.copyOf(query);
    if (CHANGING.contains(method) && audit instanceof Audit.No) {
      throw new IllegalArgumentException(method + " " + path + " changes what nobody is told of");
    }
  }

  /** Its path as the document and messages write it. */
  public String template() {
    return path.replace("+}", "}");
  }

  /** What {@code /v1/routes} says of it. */
  public ObjectNode toJson() {
    ObjectNode node =
        StrictJson.object()
            .put("method", method.name())
            .put("path", template())
            .put("role", role.map(Role::id).orElse("anybody"))
            .put("summary", summary);
    return audit.name().map(name -> node.put("audit", name)).orElseGet(() -> node.putNull("audit"));
  }

  /** What is read at {@code path}. */
  public static Draft get(String path, Role role, String summary) {
    return new Draft(HttpMethod.GET, path, Optional.of(role), summary);
  }

  /** What is asked or done at {@code path}. */
  public static Draft post(String path, Role role, String summary) {
    return new Draft(HttpMethod.POST, path, Optional.of(role), summary);
  }

  /** What is put at {@code path}. */
  public static Draft put(String path, Role role, String summary) {
    return new Draft(HttpMethod.PUT, path, Optional.of(role), summary);
  }

  /** What is changed at {@code path}. */
  public static Draft patch(String path, Role role, String summary) {
    return new Draft(HttpMethod.PATCH, path, Optional.of(role), summary);
  }

  /** What is taken out at {@code path}. */
  public static Draft delete(String path, Role role, String summary) {
    return new Draft(HttpMethod.DELETE, path, Optional.of(role), summary);
  }

  /** What anybody may use, known or not. */
  public static Draft open(HttpMethod method, String path, String summary) {
    return new Draft(method, path, Optional.empty(), summary);
  }

  /** A route of which not everything is said yet. */
  public static final class Draft {
    private final HttpMethod method;
    private final String path;
    private final Optional<Role> role;
    private final String summary;
    private final List<Field<?>> query = new ArrayList<>();
    private Body body = new Body.None();
    private @Nullable Shape answer;
    private Audit audit = new Audit.No();
    private Optional<Secret> token = Optional.empty();

    private Draft(HttpMethod method, String path, Optional<Role> role, String summary) {
      this.method = method;
      this.path = path;
      this.role = role;
      this.summary = summary;
    }

    /** Is open to whoever has {@code secret} as well, sent as a key would be. */
    public Draft orWith(Optional<Secret> secret) {
      token = secret;
      return this;
    }

    /** Takes these parameters of the query. */
    public Draft query(Field<?>... fields) {
      return query(List.of(fields));
    }

    /** Takes these parameters of the query. */
    public Draft query(List<Field<?>> fields) {
      query.addAll(fields);
      return this;
    }

    /** Takes a body with these fields. */
    public Draft body(Field<?>... fields) {
      return body(new Body.Fields(List.of(fields)));
    }

    /** Takes that body. */
    public Draft body(Body taken) {
      body = taken;
      return this;
    }

    /** Answers with that. */
    public Draft gives(Shape shape) {
      answer = shape;
      return this;
    }

    /** The audit trail is told of {@code name} before it is done. */
    public Draft audited(String name) {
      audit = new Audit.Before(name);
      return this;
    }

    /** The action tells the audit trail of {@code name} together with what it changes. */
    public Draft auditsItself(String name) {
      audit = new Audit.Itself(name);
      return this;
    }

    /** What is done. */
    public Route by(Action action) {
      Shape shape = said();
      return answeredBy(
          request -> action.answer(request).map(json -> written(json, shape, request)));
    }

    private static ControlAnswer written(JsonNode json, Shape shape, ControlRequest request) {
      return shape.columns().isEmpty()
          ? ControlAnswer.json(json)
          : ControlAnswer.list(json, ListFormat.askedBy(request.http()), shape.columns());
    }

    /** What is done, where the answer is not always JSON. */
    public Route answeredBy(AnyAction action) {
      return new Route(method, path, role, token, summary, query, body, said(), audit, action);
    }

    private Shape said() {
      if (answer == null) {
        throw new IllegalArgumentException(method + " " + path + " does not say what it answers");
      }
      return answer;
    }
  }
}
