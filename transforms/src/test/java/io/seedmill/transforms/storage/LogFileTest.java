package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path folder;

  @Test
  void aLocalLogCanBeReadWhileItIsWritten() throws Exception {
    try (LogFile log = new LogFile(Storage.of(folder.toString()), "" + folder, "logs/a/b.log")) {
      assertThat(Files.exists(folder.resolve("logs")), is(false));
      log.write("one\n".getBytes(StandardCharsets.UTF_8));
      assertThat(Files.readString(folder.resolve("logs/a/b.log")), is("one\n"));
      log.write("two\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Files.readString(folder.resolve("logs/a/b.log")), is("one\ntwo\n"));
  }

  @Test
  void elsewhereItIsThereOnceItIsClosed() throws Exception {
    try (LogFile log = new LogFile(Storage.of(folder.toString()), "s3://b/c", "logs/b.log")) {
      log.write("one\n".getBytes(StandardCharsets.UTF_8));
      log.write('2');
      assertThat(Files.exists(folder.resolve("logs")), is(false));
    }
    assertThat(Files.readString(folder.resolve("logs/b.log")), is("one\n2"));
  }
}
