package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.access.Role;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/**
 * What a method does at a control path, and who may use it.
 *
 * @param role what whoever uses it has to be; empty: anybody, known or not
 * @param audit how the audit trail is told
 */
record ControlMethod(
    HttpMethod method, Optional<Role> role, Audit audit, ControlHandler.AnyAction action) {
  /** How the audit trail is told of a request. */
  enum Audit {
    /** Not at all: it changes nothing. */
    NO,
    /** Before it is done; where that cannot be stored, it is not done. */
    BEFORE,
    /** By the action itself, together with what it changes. */
    ITSELF
  }

  /** Reads something. */
  static ControlMethod get(Role role, ControlHandler.Action action) {
    return json(HttpMethod.GET, role, Audit.NO, action);
  }

  /** The same where the answer is not always JSON. */
  static ControlMethod read(Role role, ControlHandler.AnyAction action) {
    return new ControlMethod(HttpMethod.GET, Optional.of(role), Audit.NO, action);
  }

  /** Reads something that the audit trail is told of before. */
  static ControlMethod view(Role role, ControlHandler.Action action) {
    return json(HttpMethod.GET, role, Audit.BEFORE, action);
  }

  /** Answers a question that comes in a body, and changes nothing. */
  static ControlMethod ask(Role role, ControlHandler.AnyAction action) {
    return new ControlMethod(HttpMethod.POST, Optional.of(role), Audit.NO, action);
  }

  /** Changes something, which the audit trail is told of before. */
  static ControlMethod change(HttpMethod method, Role role, ControlHandler.Action action) {
    return json(method, role, Audit.BEFORE, action);
  }

  /** Changes something, and tells the audit trail itself. */
  static ControlMethod audited(HttpMethod method, Role role, ControlHandler.Action action) {
    return json(method, role, Audit.ITSELF, action);
  }

  /** The same where the answer is not JSON alone. */
  static ControlMethod itself(HttpMethod method, Role role, ControlHandler.AnyAction action) {
    return new ControlMethod(method, Optional.of(role), Audit.ITSELF, action);
  }

  /** Anybody may use it, known or not. */
  static ControlMethod anybody(HttpMethod method, ControlHandler.AnyAction action) {
    return new ControlMethod(method, Optional.empty(), Audit.ITSELF, action);
  }

  /** An action that gives JSON as one that may give something else. */
  static ControlHandler.AnyAction any(ControlHandler.Action action) {
    return request -> {
      Future<? extends JsonNode> answer = action.answer(request);
      return answer.map(ControlAnswer::json);
    };
  }

  private static ControlMethod json(
      HttpMethod method, Role role, Audit audit, ControlHandler.Action action) {
    return new ControlMethod(method, Optional.of(role), audit, any(action));
  }
}
