package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Given many who change a file by what it says, then no change is lost. */
class UpdateIT {

  private static final int WRITERS = 4;
  private static final int TIMES = 100;

  private static S3Server server;

  @TempDir private Path folder;

  @BeforeAll
  static void openABucket() {
    server = S3Server.start();
    server.createBucket(S3Place.BUCKET);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void processesChangeAFileOfAFolder() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1", // halves the work of a short run
                  "-cp",
                  System.getProperty("java.class.path"),
                  CountingProcess.class.getName(),
                  folder.toString(),
                  "" + TIMES)
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(), is(0));
    }
    assertThat(Files.readString(folder.resolve("metadata/count")), is("" + WRITERS * TIMES));
    assertThat(Files.exists(folder.resolve(".seedmill")), is(false));
  }

  static Stream<FaultRule> faults() {
    return Stream.of(
        FaultRule.everyNth(1_000_000, request -> true, new Fault.SlowDown()),
        FaultRule.everyNth(2, request -> true, new Fault.SlowDown()),
        FaultRule.everyNth(3, request -> true, new Fault.DropRequest()),
        FaultRule.everyNth(3, request -> true, new Fault.DropAnswer()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anObjectThatAnotherChangesMeanwhileIsLookedAtAgain(FaultRule rule) throws Exception {
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        Storage storage = open(proxy.endpoint());
        Storage other = open(server.endpoint())) {
      for (String before : new String[] {null, "first", "second"}) {
        List<String> seen = new ArrayList<>();
        boolean changed =
            storage.update(
                "list",
                "unused",
                text -> {
                  seen.add(text.orElse(""));
                  if (seen.size() == 1) {
                    put(other, text.orElse("") + "+");
                  }
                  return text.orElse("").contains("mine-" + before)
                      ? text.get()
                      : text.orElse("") + "mine-" + before;
                });
        assertThat("" + seen, seen.get(1), is(seen.get(0) + "+"));
        assertThat(changed || seen.size() > 2, is(true));
        assertThat(
            new String(server.bytes(S3Place.BUCKET, place() + "/list"), StandardCharsets.UTF_8),
            is(seen.get(1) + "mine-" + before));
      }
      assertThat("nothing to change", storage.update("list", "", Optional::get), is(false));
    }
  }

  @Test
  void anObjectThatAnotherRemovesMeanwhileIsMadeAnew() throws Exception {
    try (Storage storage = open(server.endpoint())) {
      put(storage, "old");
      storage.update(
          "list",
          "unused",
          text -> {
            storage.delete("list");
            return text.orElse("") + "new";
          });
      assertThat(storage.read("list"), is("new"));
    }
  }

  @Test
  void aStoreThatRefusesItsOwnTagsGetsTheObjectWithoutThem() throws Exception {
    FaultRule refuses =
        FaultRule.everyNth(
            1,
            request ->
                request.headers().containsKey("if-match")
                    || request.headers().containsKey("if-none-match"),
            new Fault.Answer(412, "PreconditionFailed"));
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), refuses);
        Storage storage = open(proxy.endpoint())) {
      assertThat(storage.update("list", "unused", text -> text.orElse("") + "1"), is(true));
      assertThat(storage.update("list", "unused", text -> text.orElse("") + "2"), is(true));
      assertThat(storage.read("list"), is("12"));
    }
  }

  private static void put(Storage storage, String text) throws IOException {
    S3Place.write(storage, "list", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Opens the place of one test. */
  private Storage open(URI endpoint) {
    return S3Place.open(server, endpoint, "s3://" + S3Place.BUCKET + "/" + place());
  }

  private Path place() {
    return folder.getFileName();
  }
}
