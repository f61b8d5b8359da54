package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.generators.Preparation;
import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.generators.testing.ForcedPaths;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program runs in its local repository, which is set up once and counts by its content. */
class RepositoryTest {

  private static final String LOCAL = Repositories.shell("'path': 'repo'");

  @TempDir Path folder;
  private Repositories all;

  @BeforeEach
  void writeRepository() throws Exception {
    all = new Repositories(folder);
    all.repository("repo", "hello");
  }

  private static String withSetup(String... commands) {
    return Repositories.shell("'path': 'repo', 'setup': ['" + String.join("', '", commands) + "']");
  }

  @Test
  void theProgramRunsInTheFolderOfItsRepository() throws Exception {
    assertThat(all.first(LOCAL), startsWith("{\"prompt\":\"hello "));
    assertThat(Files.exists(all.cache()), is(false)); // there is nothing to set up
  }

  @Test
  void allFilesCountByContentAndNotByPlace() throws Exception {
    String before = all.identity(LOCAL);
    all.repository("elsewhere/copy", "hello");
    assertThat(all.identity(Repositories.shell("'path': 'elsewhere/copy'")), is(before));
    for (String ignored :
        new String[] {
          ".git-not/x", "__pycache__/a.pyc", "node_modules/a/b.js", "mine/pyvenv.cfg", "mine/a.py"
        }) {
      all.write("repo/" + ignored, "1");
      assertThat(ignored, all.identity(LOCAL), is(before));
    }
    for (String counted : new String[] {"words.txt", "env/data.bin", ".settings", "venv/a"}) {
      all.write("repo/" + counted, "other");
      String after = all.identity(LOCAL);
      assertThat(counted, after, is(not(before)));
      before = after;
    }
  }

  @Test
  void aWorkingTreeCountsByContentWhateverIsCommitted() throws Exception {
    all.needs("git");
    String plain = all.identity(LOCAL);
    String commit = all.commit(folder.resolve("repo"));
    assertThat(all.identity(LOCAL), is(plain));
    assertThat(
        all.prepared(LOCAL).place().get("repository").toString(),
        is("{\"commit\":\"" + commit + "\"}"));
    all.write("repo/words.txt", "changed");
    assertThat(all.identity(LOCAL), is(not(plain)));
    assertThat(all.prepared(LOCAL).place().get("repository").toString(), containsString("changed"));
    all.write("repo/words.txt", "hello\n");
    all.write("repo/.git/info/exclude", "out/\n");
    all.write("repo/out/log.txt", "1");
    assertThat(all.identity(LOCAL), is(plain));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theManifestIsToldHowLimitsAreEnforced() throws Exception {
    String keys = LOCAL.replaceFirst("\\{", "{\"maxMemory\": \"500M\", ");
    assertThat(all.prepared(keys).place().path("limits").isTextual(), is(true));
    assertThat(all.identity(keys), is(all.identity(LOCAL)));
  }

  @Test
  void aSetupRunsOnceAndItsCommandsCount() throws Exception {
    String keys = withSetup("echo x >> ../count", "echo made > word.out");
    String first = all.identity(keys);
    assertThat(all.identity(keys), is(first)); // the file that it wrote does not count
    assertThat(all.first(keys), startsWith("{\"prompt\":\"hello "));
    assertThat(Files.readAllLines(folder.resolve("count")), hasSize(1));
    assertThat(all.identity(withSetup("true")), is(not(first)));
    all.write("repo/words.txt", "other");
    assertThat(all.identity(keys), is(not(first)));
    assertThat(Files.readAllLines(folder.resolve("count")), hasSize(2));
  }

  @Test
  void aFileThatASetupWroteIsWrittenAgainOnceItIsChanged() throws Exception {
    String keys = withSetup("echo made > word.out");
    String first = all.identity(keys);
    Path made = all.write("repo/word.out", "by hand");
    assertThat(all.identity(keys), is(first));
    assertThat(Files.readString(made), is("made\n"));
  }

  @Test
  void aSetupThatChangesAFileIsRefused() throws Exception {
    assertThat(
        all.refusal(withSetup("echo more >> words.txt")),
        allOf(containsString("changes its file 'words.txt'"), containsString("'sources: [...]'")));
  }

  @Test
  void manyAtOnceSetUpOnce() throws Exception {
    Callable<String> ask = () -> all.identity(withSetup("echo x >> ../count; sleep 0.2"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<String> identities = new ArrayList<>();
      for (Future<String> each : threads.invokeAll(Collections.nCopies(8, ask))) {
        identities.add(each.get());
      }
      assertThat(identities.stream().distinct().toList(), hasSize(1));
    } finally {
      threads.shutdown();
    }
    assertThat(Files.readAllLines(folder.resolve("count")), hasSize(1));
  }

  @Test
  void aFailedSetupNamesItsLogAndIsTriedAgain() throws Exception {
    all.environment.put("REGISTRY", "https://user:s3cr3t-word@registry.example.org/");
    String keys = withSetup("echo at $REGISTRY; echo error: no library >&2; cat ../there");
    String refusal = all.refusal(keys);
    assertThat(
        refusal,
        allOf(
            startsWith("/repository/setup: 'repo', whose set-up failed in 'echo at"),
            containsString("exit code 1"),
            containsString("error: no library"),
            containsString("at https://user:***@registry"),
            not(containsString("s3cr3t"))));
    Path log = Path.of(refusal.replaceFirst("(?s).*all of it is in ([^;]*);.*", "$1"));
    assertThat(Files.readString(log), containsString("cat: ../there: No such file"));
    assertThat(Files.readString(log), not(containsString("s3cr3t")));
    all.write("there", "");
    assertThat(all.first(keys), startsWith("{\"prompt\":\"hello "));
  }

  @Test
  void aNoteThatAPowerCutLeftEmptyIsNone() throws Exception {
    String keys = withSetup("echo x >> ../count");
    all.prepared(keys);
    try (DirectoryStream<Path> notes =
        Files.newDirectoryStream(all.cache().resolve("setups"), "*.note")) {
      Files.write(notes.iterator().next(), new byte[0]);
    }
    all.prepared(keys);
    assertThat(Files.readAllLines(folder.resolve("count")), hasSize(2));
  }

  @Test
  void whatAnEndedAttemptHasLeftIsNotUsed() throws Exception {
    String keys = withSetup("echo x >> ../count");
    all.prepared(keys);
    try (DirectoryStream<Path> notes =
        Files.newDirectoryStream(all.cache().resolve("setups"), "*.note")) {
      Files.delete(notes.iterator().next()); // as if it had ended just before it wrote the note
    }
    all.prepared(keys);
    assertThat(Files.readAllLines(folder.resolve("count")), hasSize(2));
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(all.cache().resolve("setups"), Files::isDirectory)) {
      List<Path> folders = new ArrayList<>();
      left.forEach(folders::add);
      assertThat(folders, hasSize(1));
    }
  }

  @Test
  void onlyWhatASetUpHasChangedIsForced() throws Exception {
    Path repository = folder.resolve("repo");
    Path old = all.write("repo/old/file", "x");
    Instant written = Files.getLastModifiedTime(old).toInstant();
    while (Instant.now().isBefore(written.plusSeconds(3))) {
      LockSupport.parkNanos(50_000_000); // until the disk's clock tells the two apart
    }
    try (ForcedPaths forced = new ForcedPaths()) {
      all.prepared(withSetup("echo x > file && touch -d 2001-01-01 file"));

      assertThat(forced.inOrder(), hasItem(repository.resolve("file")));
      assertThat(forced.inOrder(), not(hasItem(old)));
      assertThat(forced.inOrder(), not(hasItem(old.getParent())));
    }
  }

  @Test
  void secretsThatASetUpPrintsAreNotShown() throws Exception {
    all.environment.put("DEPLOY_TOKEN", "s3cret-value-77");
    all.write(
        "loud.sh",
        "echo \"error: $DEPLOY_TOKEN of https://me:abc123@host/, https://ghp_0123456789abcdef:x@host/\"");
    String refusal = all.refusal(withSetup("sh ../loud.sh; cat ../no"));
    assertThat(refusal, containsString("error: *** of https://me:***@host/, https://***@host/"));
    Path log = Path.of(refusal.replaceFirst("(?s).*all of it is in ([^;]*);.*", "$1"));
    for (String text : List.of(refusal, Files.readString(log))) {
      for (String secret : List.of("s3cret", "abc123", "ghp_")) {
        assertThat(text, not(containsString(secret)));
      }
    }
  }

  @Test
  void aPasswordInACommandIsRefused() throws Exception {
    assertThat(
        all.refusal(withSetup("true", "pip install -i https://me:abc123@host/simple x")),
        allOf(
            startsWith("/repository/setup/1: an address with a password"),
            not(containsString("abc123"))));
    all.prepared(withSetup("echo https://$USER:$TOKEN@host/ git+ssh://git@host/a"));
  }

  @Test
  void aDaemonOfASetUpEndsWithIt() throws Exception {
    Path pid = folder.resolve("pid");
    all.write(
        "daemon.sh",
        "setsid sh -c 'echo $$ > %1$s; sleep 300' & while [ ! -s %1$s ]; do :; done"
            .formatted(pid));
    all.prepared(withSetup("sh ../daemon.sh"));
    long daemon = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(daemon).filter(ProcessHandle::isAlive).isPresent(), is(false));
  }

  @Test
  void whatASetUpMakesIsOnTheDiskBeforeItsNoteIs() throws Exception {
    Path repository = folder.resolve("repo");
    try (ForcedPaths forced = new ForcedPaths()) {
      all.prepared(withSetup("mkdir -p made/deep; echo x > made/deep/file"));

      assertThat(forced.lackingIn(repository.resolve("made")), is(empty()));
      List<Path> paths = forced.inOrder();
      Path setups = all.cache().resolve("setups");
      Path note =
          paths.stream().filter(path -> path.toString().endsWith(".tmp")).findFirst().orElseThrow();
      assertThat(note.getParent(), is(setups));
      assertThat(
          paths.subList(0, paths.indexOf(note)), hasItem(repository.resolve("made/deep/file")));
      assertThat(paths.subList(paths.indexOf(note), paths.size()), hasItem(setups));
    }
  }

  @Test
  void aPlanSetsNothingUp() throws Exception {
    Preparation toPlan = new Preparation("e", folder, all.environment, new LocalInputs(), false);
    String keys =
        Repositories.keys(
            "'./made.sh'", "'path': 'repo', 'setup': ['cp gen.sh made.sh; chmod +x made.sh']");
    String planned =
        new CommandFactory().prepare(ProgramRun.parameters(keys), toPlan).identity().toString();
    assertThat(Files.exists(folder.resolve("repo/made.sh")), is(false));
    assertThat(all.identity(keys), is(planned));
  }

  @Test
  void aCacheThatCannotBeWrittenIsTold() throws Exception {
    all.environment.put("SEEDMILL_CACHE", all.write("file", "").resolve("cache").toString());
    assertThat(
        all.refusal(withSetup("true")),
        allOf(
            containsString("file/cache/setups, which cannot be made"),
            containsString("a folder on a local disk, which SEEDMILL_CACHE names")));
  }

  @Test
  void mistakesAreToldBeforeAnyWork() throws Exception {
    assertThat(
        all.refusal(Repositories.shell("'path': 'absent'")),
        endsWith("allowed: a folder beside the spec, or its absolute path"));
    assertThat(
        all.refusal(Repositories.keys("'sh', 'absent.sh'", "'path': 'repo'")),
        containsString("'absent.sh', which is not there as '" + folder.resolve("repo")));
    assertThat(
        all.refusal(Repositories.keys("'no-such-program'", "'path': 'repo'")),
        containsString("in the PATH"));
    all.write("repo/requirements.txt", "x\n");
    all.write("bin/sh", "");
    all.environment.put("PATH", folder.resolve("bin").toString());
    assertThat(
        all.refusal(LOCAL),
        containsString("'repo' with requirements.txt, but there is no python3 in the PATH"));
  }
}
