package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How LiteLLM gets into Bedrock, Vertex AI and Entra ID, as keys of a provider of ours. */
final class LiteLlmCloud {
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+){1,3}-[0-9]{1,2}");
  private static final List<String> WAYS = List.of("converse", "invoke");
  private static final String ACCOUNT = "GOOGLE_APPLICATION_CREDENTIALS";

  /** Keys that are taken as they are: of LiteLLM, of ours. */
  private static final Map<String, String> AWS =
      Map.of(
          "aws_access_key_id", "access_key_id",
          "aws_secret_access_key", "secret_access_key",
          "aws_session_token", "session_token");

  private static final Map<String, String> ENTRA =
      Map.of("tenant_id", "tenant", "client_id", "client_id", "client_secret", "client_secret");

  private final Findings findings;

  /** The variable for each file with an account, so that two files have two. */
  private final Map<String, String> accounts = new LinkedHashMap<>();

  LiteLlmCloud(Findings findings) {
    this.findings = findings;
  }

  static boolean isBedrock(LiteLlmVendor vendor) {
    return vendor.type().equals("bedrock");
  }

  static boolean isVertex(LiteLlmVendor vendor) {
    return vendor.type().equals("vertex");
  }

  /** Whether a deployment gets its keys here, and not by {@code api_key}. */
  static boolean keys(LiteLlmDeployment deployment) {
    return isVertex(deployment.vendor())
        || (isBedrock(deployment.vendor()) && deployment.param("api_key").isEmpty())
        || isEntra(deployment);
  }

  private static boolean isEntra(LiteLlmDeployment deployment) {
    return deployment.vendor().isAzure()
        && ENTRA.keySet().stream().allMatch(key -> deployment.param(key).isPresent());
  }

  /** The name of a model on Bedrock without the region, or the way, that may stand before it. */
  static String model(LiteLlmVendor vendor, String model) {
    String rest = model;
    while (isBedrock(vendor) && prefix(rest).isPresent()) {
      rest = rest.substring(prefix(rest).get().length() + 1);
    }
    return rest;
  }

  private static Optional<String> prefix(String model) {
    return LiteLlmDeployment.head(model)
        .filter(head -> WAYS.contains(head) || REGION.matcher(head).matches());
  }

  /** Sets the keys for {@code deployment}. */
  void connect(LiteLlmDeployment deployment, Block block) {
    if (isBedrock(deployment.vendor())) {
      bedrock(deployment, block);
    } else if (isVertex(deployment.vendor())) {
      vertex(deployment, block);
    } else if (isEntra(deployment)) {
      ObjectNode oauth = Json.object();
      for (String key : List.of("tenant_id", "client_id", "client_secret")) {
        deployment
            .param(key)
            .ifPresent(value -> oauth.put(ENTRA.getOrDefault(key, key), text(key, value)));
      }
      block.put("oauth", oauth, deployment.entry());
    }
  }

  private String text(String key, Value value) {
    return key.contains("secret") || key.contains("token") || key.contains("access_key")
        ? Secrets.OS_ENVIRON.secret(value, findings)
        : Secrets.OS_ENVIRON.ours(value.text());
  }

  private void bedrock(LiteLlmDeployment deployment, Block block) {
    List<String> parts =
        List.of(deployment.param("model").map(Value::text).orElse("").split("/", -1));
    String region =
        deployment
            .param("aws_region_name")
            .map(value -> Secrets.OS_ENVIRON.ours(value.text()))
            .or(() -> parts.stream().filter(part -> REGION.matcher(part).matches()).findFirst())
            .orElseGet(() -> variable("AWS_REGION_NAME", "the region"));
    block.put("regions", Json.texts(List.of(region)), deployment.entry());
    parts.stream().filter(WAYS::contains).findFirst().ifPresent(way -> block.put("api", way));
    deployment
        .param("aws_bedrock_runtime_endpoint")
        .ifPresent(url -> block.put("endpoint", Secrets.OS_ENVIRON.ours(url.text()), url));
    if (deployment.param("aws_access_key_id").isPresent()) {
      for (String key :
          List.of("aws_access_key_id", "aws_secret_access_key", "aws_session_token")) {
        deployment
            .param(key)
            .ifPresent(value -> block.put(AWS.getOrDefault(key, key), text(key, value), value));
      }
    } else if (deployment.param("api_key").isEmpty()) {
      block.put("access_key_id", variable("AWS_ACCESS_KEY_ID", "the access key"));
      block.put("secret_access_key", variable("AWS_SECRET_ACCESS_KEY", "its secret"));
    }
  }

  private void vertex(LiteLlmDeployment deployment, Block block) {
    deployment
        .param("vertex_project")
        .ifPresent(value -> block.put("project", Secrets.OS_ENVIRON.ours(value.text()), value));
    deployment
        .param("vertex_location")
        .ifPresent(value -> block.put("location", Secrets.OS_ENVIRON.ours(value.text()), value));
    deployment
        .param("vertex_credentials")
        .ifPresentOrElse(
            value -> block.put("service_account", account(value), value),
            () -> block.put("service_account", variable(ACCOUNT, "the service account")));
  }

  /** A file is named by a variable, as it may be elsewhere where the configuration is used. */
  private String account(Value value) {
    String ours = Secrets.OS_ENVIRON.ours(value.text());
    if (Secrets.namesVariable(ours)) {
      return ours;
    }
    if (ours.stripLeading().startsWith("{")) {
      return Secrets.OS_ENVIRON.secret(value, findings);
    }
    String name =
        accounts.computeIfAbsent(
            ours, _ -> accounts.isEmpty() ? ACCOUNT : ACCOUNT + "_" + (accounts.size() + 1));
    return "${" + name + "}";
  }

  private String variable(String name, String what) {
    findings.added(
        "%s is read from the variable `%s`, as LiteLLM does where the file says nothing"
            .formatted(what, name));
    return "${" + name + "}";
  }

  /** Tells what became of the settings, at the provider whose keys begin with {@code path}. */
  void tell(LiteLlmDeployment deployment, String path) {
    if (isBedrock(deployment.vendor())) {
      AWS.forEach((key, ours) -> taken(deployment, key, path + ours + "`"));
      taken(deployment, "aws_region_name", path + "regions`");
      taken(deployment, "aws_bedrock_runtime_endpoint", path + "endpoint`");
    } else if (isVertex(deployment.vendor())) {
      taken(deployment, "vertex_project", path + "project`");
      taken(deployment, "vertex_location", path + "location`");
      deployment.param("vertex_credentials").ifPresent(value -> tellAccount(value, path));
      deployment
          .param("api_key")
          .ifPresent(value -> findings.without(value, "Vertex AI takes a `service_account`"));
    } else if (isEntra(deployment)) {
      ENTRA.forEach((key, ours) -> taken(deployment, key, path + "oauth." + ours + "`"));
    }
  }

  private void tellAccount(Value value, String path) {
    String name = accounts.get(value.text());
    if (name == null) {
      findings.taken(value, path + "service_account`");
    } else {
      findings.approximated(
          value,
          path + "service_account`",
          "the variable `%s` names the file, as it may be elsewhere".formatted(name));
    }
  }

  private void taken(LiteLlmDeployment deployment, String key, String as) {
    deployment.param(key).ifPresent(value -> findings.taken(value, as));
  }
}
