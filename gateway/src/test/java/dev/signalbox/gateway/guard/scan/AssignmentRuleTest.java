package dev.signalbox.gateway.guard.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AssignmentRuleTest {
  private static final Scanner SCANNER = new Scanner(new Scanner.Scope(true, false, List.of()));
  private static final Drawn DRAWN = new Drawn(11);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = '%s'",
        "DB_PASSWORD=%s",
        "\"clientSecret\": \"%s\"",
        "const val apiKey: String = \"%s\"",
        "env('JIRA_TOKEN', '%s')",
        "<add key=\"MailPassword\" value=\"%s\"/>",
        "<password>%s</password>",
        "registration --token \"%s\"",
        "the password is '%s'",
        "sshpass -p '%s' ssh host",
        "Server=db;User Id=sa;Password=%s;",
        "\\\"secret\\\": \\\"%s\\\"",
        "machine example.com login me password %s",
        "ACCESS_KEY: %s\n",
      })
  void findsWhatIsAssignedToATellingName(String template) {
    String value = DRAWN.of("[A-Za-z]{4}[0-9]{3}[A-Za-z0-9]{17}");
    String text = template.formatted(value);

    List<Finding> findings = SCANNER.scan(text);

    assertThat(findings).as(text).hasSize(1);
    assertThat(text.substring(findings.getFirst().start(), findings.getFirst().end()))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = getpass.getpass('Password: ')",
        "private static final String PASSWORD_FIELD = \"password\";",
        "token = config.token2()",
        "max_tokens=4096, temperature=0.7",
        "\"token_type\": \"access2024tokens\"",
        "SECRET_NAME = \"production/db1/main\"",
        "password: ${DB_PASSWORD}",
        "password: changeme",
        "password = \"********\"",
        "api_key = \"sk-xxxxxxxxxxxxxxxxxxxxxxxx\"",
        "public_key = \"q83hf8a7sdf87a6sdf87as6d\"",
        "tokenizer = load('bert-base-uncased-v2')",
        "key: value, monkey = banana12banana",
        "How do I reset my password? It says error 4012 now.",
        "if (token == null) throw new IllegalArgumentException(\"token\");",
        "secret = os.environ[\"MY_SECRET_1\"]",
      })
  void leavesProgramsFormsAndPlaceholdersAlone(String text) {
    assertThat(SCANNER.scan(text)).isEmpty();
  }

  @Test
  void findsThePasswordOfAnAddressAndNothingElseOfIt() {
    String password = DRAWN.of("[A-Za-z]{3}[0-9]{4}[A-Za-z0-9!~]{6}");
    String text = "postgres://app:" + password + "@db.example.net:5432/main";

    assertThat(SCANNER.scan(text))
        .containsExactly(
            new Finding("DATABASE_URL_PASSWORD", 15, 15 + password.length(), Category.CREDENTIAL));
    assertThat(SCANNER.scan("postgres://app@db.example.net and http://host:8080/a@b")).isEmpty();
  }

  @Test
  void findsPrivateKeysWholeAndCutOff() {
    String line = DRAWN.of("[A-Za-z0-9+/]{64}");
    String whole = "-----BEGIN RSA PRIVATE KEY-----\n" + line + "\n-----END RSA PRIVATE KEY-----";

    assertThat(SCANNER.scan("a " + whole + " b"))
        .containsExactly(new Finding("PRIVATE_KEY", 2, 2 + whole.length(), Category.CREDENTIAL));
    assertThat(SCANNER.scan("-----BEGIN EC PRIVATE KEY-----\\n" + line)).hasSize(1);
    assertThat(SCANNER.scan(whole.replace("RSA PRIVATE KEY", "CERTIFICATE"))).isEmpty();
  }
}
