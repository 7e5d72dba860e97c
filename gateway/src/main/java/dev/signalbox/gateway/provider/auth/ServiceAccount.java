package dev.signalbox.gateway.provider.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.net.URI;

/**
 * The key of a service account of Google Cloud, as its JSON file has it.
 *
 * @param project the project that it belongs to; may be empty
 * @param tokenUrl where its tokens are had
 */
public record ServiceAccount(Proof.Account proof, String project, URI tokenUrl) {
  private static final String USUAL_TOKEN_URL = "https://oauth2.googleapis.com/token";

  /**
   * The account of {@code json}.
   *
   * @throws IllegalArgumentException saying in a clause what is wrong, without anything secret
   */
  public static ServiceAccount read(String json) {
    JsonNode tree =
        StrictJson.tryParse(json)
            .orElseThrow(() -> new IllegalArgumentException("is not the JSON of a key file"));
    if (!tree.path("type").asText("").equals("service_account")) {
      throw new IllegalArgumentException(
          "must have `type` = `service_account`; other kinds of credentials are not taken");
    }
    try {
      return new ServiceAccount(
          new Proof.Account(
              text(tree, "client_email"),
              tree.path("private_key_id").asText(""),
              new SigningKey(text(tree, "private_key"))),
          tree.path("project_id").asText(""),
          URI.create(tree.path("token_uri").asText(USUAL_TOKEN_URL)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must have `client_email`, an RSA `private_key` in PEM and, if any, a valid `token_uri`",
          e);
    }
  }

  private static String text(JsonNode tree, String field) {
    String text = tree.path(field).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no " + field);
    }
    return text;
  }
}
