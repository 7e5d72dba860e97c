package dev.signalbox.gateway.admin.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.Field;
import dev.signalbox.gateway.admin.frame.Route;
import dev.signalbox.gateway.admin.frame.Shape;
import dev.signalbox.gateway.admin.frame.Value;
import io.vertx.core.Future;
import java.util.List;

/** Shows the configuration file without its secrets, checks what is to become of it, changes it. */
final class ConfigControl {
  private static final String PATH = "/v1/config";
  private static final int LONGEST = 1_000_000;

  private static final Field<String> TOML =
      Field.required(
          "toml",
          Value.text(LONGEST, "[server]\nport = 8930\n"),
          "the whole file, marks of secrets as they were shown");
  private static final Field<String> REVISION =
      Field.required(
          "revision", Value.text(64, "1e3d9ac38a7f-5d41402abc4b"), "the one that it was made from");

  private final ConfigDesk desk;

  ConfigControl(ConfigDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Role.ADMIN, "The configuration file and what is served, without secrets")
            .gives(Shape.one("Config"))
            .by(this::view),
        Route.post(
                PATH + "/validate",
                Role.OPERATOR,
                "What would come of a text in the place of the file")
            .body(TOML)
            .gives(Shape.one("ConfigCheck"))
            .by(this::validate),
        Route.post(PATH + "/apply", Role.ADMIN, "Writes the file and serves by it")
            .audited("config.apply")
            .body(TOML, REVISION)
            .gives(Shape.one("AppliedConfig"))
            .by(this::apply));
  }

  private Future<JsonNode> view(ControlRequest request) {
    return desk.view().map(ConfigJson::of);
  }

  private Future<JsonNode> validate(ControlRequest request) {
    return request.fields().compose(fields -> desk.check(fields.need(TOML))).map(ConfigJson::of);
  }

  private Future<JsonNode> apply(ControlRequest request) {
    return request
        .fields()
        .compose(fields -> desk.apply(fields.need(TOML), fields.need(REVISION)))
        .map(ConfigJson::of);
  }
}
