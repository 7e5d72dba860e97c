package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.provider.auth.ServiceAccount;
import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;

/** Makes of a provider's keys where its models are at Vertex AI. */
final class VertexBinding {
  private VertexBinding() {}

  /** Empty, and told, when something is missing or wrong. */
  static Optional<VertexConfig> make(Values values) {
    if (values.has(ProviderKeys.API_KEY)) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.API_KEY),
              "is not for `provider_type = \"vertex\"`: it takes a `service_account`");
    }
    values
        .get(ProviderKeys.MODELS)
        .forEach(
            model -> {
              if (model.api().filter(VertexBinding::isNone).isPresent()) {
                values
                    .report()
                    .wrong(
                        values.place(ProviderKeys.MODELS),
                        "may have `api = \"gemini\"` or `api = \"anthropic\"`, no other");
              }
            });
    if (values.get(ProviderKeys.SERVICE_ACCOUNT).isEmpty()) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.SERVICE_ACCOUNT),
              "needs the key `service_account` for `provider_type = \"vertex\"`, such as"
                  + " `${GOOGLE_APPLICATION_CREDENTIALS}`");
      return Optional.empty();
    }
    return account(values).flatMap(account -> made(values, account));
  }

  private static boolean isNone(Protocol api) {
    return api != Protocol.GEMINI && api != Protocol.ANTHROPIC;
  }

  private static Optional<ServiceAccount> account(Values values) {
    try {
      return SecretFile.text(values, ProviderKeys.SERVICE_ACCOUNT, "{").map(ServiceAccount::read);
    } catch (IllegalArgumentException e) {
      values
          .report()
          .wrong(values.place(ProviderKeys.SERVICE_ACCOUNT), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<VertexConfig> made(Values values, ServiceAccount account) {
    String project = values.get(ProviderKeys.PROJECT).orElse(account.project());
    if (project.isEmpty()) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.PROJECT),
              "needs the key `project`, as the service account names none");
      return Optional.empty();
    }
    return Optional.of(
        new VertexConfig(
            project,
            values.get(ProviderKeys.LOCATION),
            account,
            new Secret(account.proof().key().pem())));
  }
}
