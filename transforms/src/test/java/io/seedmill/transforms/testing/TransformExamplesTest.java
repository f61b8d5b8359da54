package io.seedmill.transforms.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every transform shows how it is used. */
class TransformExamplesTest {

  @Test
  void everyTransformHasAnExampleInItsJavadoc() throws IOException {
    List<Path> sources;
    try (Stream<Path> found = Files.walk(Path.of("src/main/java"))) {
      sources = found.filter(path -> path.toString().endsWith(".java")).toList();
    }
    int transforms = 0;
    for (Path source : sources) {
      String text = Files.readString(source);
      String name = source.getFileName().toString().replace(".java", "");
      int start = text.indexOf("public final class " + name);
      if (start >= 0 && text.substring(start, text.indexOf('{', start)).contains("PTransform<")) {
        assertThat(name, text.substring(0, start), containsString("<pre>{@code"));
        assertThat(name, text.substring(0, start), containsString(name + "."));
        transforms++;
      }
    }
    assertThat(transforms, greaterThan(5));
  }
}
