package io.seedmill.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void theFirstCauseCounts() {
    IOException first = new IOException("No space left on device");
    assertThat(
        Reason.of(new RuntimeException("wrapped", new UncheckedIOException("again", first))),
        is("no space left on device"));
  }

  @Test
  void tooLittleMemoryIsFoundInACauseAndInTheWordsOfAnotherProcess() {
    assertThat(Reason.isOutOfMemory(new IOException(new OutOfMemoryError("heap"))), is(true));
    assertThat(
        Reason.isOutOfMemory(
            new IOException("UserCodeException: java.lang.OutOfMemoryError: Java heap space")),
        is(true));
    assertThat(Reason.isOutOfMemory(new IOException("no memory card")), is(false));
  }

  @Test
  void aCauseThatSaysNothingIsNone() {
    IOException cut = new IOException("it is cut", new EOFException());
    assertThat(Reason.of(new UncheckedIOException(cut)), is("it is cut"));
  }

  @Test
  void whatJavaSaysByTheClassIsPutInWords() {
    assertThat(Reason.of(new NoSuchFileException("a")), is("there is no such file: a"));
    assertThat(Reason.of(new AccessDeniedException("a")), is("permission denied: a"));
    assertThat(
        Reason.of(new FileSystemException("a", null, "Not a directory")), is("not a directory: a"));
    assertThat(Reason.of(new FileSystemException("a")), is("it cannot be used: a"));
    assertThat(
        Reason.of(new FileAlreadyExistsException("a")), is("there is something of that name: a"));
    assertThat(Reason.of(new DirectoryNotEmptyException("a")), is("the folder is not empty: a"));
  }

  @Test
  void aTemporaryFileNamesTheOptionForItsFolder() {
    String file = System.getProperty("java.io.tmpdir") + "/seedmill-benchmark-1";
    assertThat(
        Reason.of(new AccessDeniedException(file)),
        is(
            "permission denied: %s (another folder for temporary files:".formatted(file)
                + " SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)"));
  }

  @Test
  void anyOtherExceptionIsNamed() {
    assertThat(Reason.of(new IllegalStateException("odd")), is("IllegalStateException: odd"));
    assertThat(Reason.of(new OutOfMemoryError()), is("OutOfMemoryError"));
    assertThat(Reason.of(new IOException()), is("IOException"));
  }

  @Test
  void aResultThatAnotherProcessMadeFirstIsToldAsSuch() {
    List<String> results = List.of("consolidated/consolidated-monday.jsonl");
    assertThat(
        Reason.ofAnother(
            new IOException(
                new FileAlreadyExistsException("/out/consolidated/consolidated-monday.jsonl")),
            "monday",
            results),
        is(
            Optional.of(
                "another process publishes run 'monday' at this moment, or has published it: it made"
                    + " '/out/consolidated/consolidated-monday.jsonl'")));
    assertThat(
        Reason.ofAnother(new FileAlreadyExistsException("/tmp/other"), "monday", results),
        is(Optional.empty()));
  }
}
