package dev.signalbox.gateway.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The forms that issues are written in have what the service that shows them wants. */
final class IssueFormsTest {
  private static final List<String> TYPES =
      List.of("markdown", "textarea", "input", "dropdown", "checkboxes");

  private final Repository repository = Repository.ofWorkingDirectory();

  @Test
  void everyFormHasANameADescriptionAndFieldsWithIdsOfTheirOwn() {
    List<Path> forms = forms().toList();

    assertThat(forms).hasSizeGreaterThan(3);
    for (Path form : forms) {
      Map<?, ?> root = (Map<?, ?>) read(form);
      assertThat(root.get("name")).as("%s", form).isInstanceOf(String.class);
      assertThat(root.get("description")).as("%s", form).isInstanceOf(String.class);
      List<Map<?, ?>> fields = fieldsOf(root);
      assertThat(fields).as("%s", form).isNotEmpty().allMatch(IssueFormsTest::isField);
      assertThat(fields.stream().flatMap(field -> Stream.ofNullable(field.get("id"))))
          .doesNotHaveDuplicates();
    }
  }

  private static List<Map<?, ?>> fieldsOf(Map<?, ?> root) {
    List<Map<?, ?>> fields = new ArrayList<>();
    if (root.get("body") instanceof List<?> body) {
      body.forEach(field -> fields.add((Map<?, ?>) field));
    }
    return fields;
  }

  private static boolean isField(Map<?, ?> field) {
    String type = String.valueOf(field.get("type"));
    return TYPES.contains(type)
        && field.get("attributes") instanceof Map<?, ?> attributes
        && (type.equals("markdown")
            ? attributes.get("value") instanceof String
            : attributes.get("label") instanceof String && field.get("id") instanceof String);
  }

  private Stream<Path> forms() {
    return repository.files().stream()
        .filter(file -> repository.nameOf(file).startsWith(".github/ISSUE_TEMPLATE/"))
        .filter(file -> !file.endsWith("config.yml"));
  }

  private static Object read(Path file) {
    return new Load(LoadSettings.builder().build()).loadFromString(Repository.text(file));
  }
}
