package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program runs in a commit of a repository that git has fetched. */
class GitRepositoryTest {

  private static final String DEFAULT = Repositories.shell("'git': 'repo'");

  @TempDir Path folder;
  private Repositories all;
  private Path repo;
  private String first;

  @BeforeEach
  void commitRepository() throws Exception {
    all = new Repositories(folder);
    all.needs("git");
    repo = all.repository("repo", "hello");
    first = all.commit(repo);
  }

  private static String at(String ref) {
    return Repositories.shell("'git': 'repo', 'ref': '" + ref + "'");
  }

  private String commitOf(String keys) throws Exception {
    return all.prepared(keys).place().path("repository").path("commit").textValue();
  }

  private Path checkout() throws Exception {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(all.cache().resolve("repositories"), Files::isDirectory)) {
      return folders.iterator().next();
    }
  }

  @Test
  void aBranchATagACommitAndItsFirstDigitsAreFound() throws Exception {
    Repositories.git(repo, "tag", "--annotate", "--message=x", "v1");
    Repositories.git(repo, "checkout", "--quiet", "-b", "feature/main");
    all.write("repo/words.txt", "more\n");
    String second = all.commit(repo);
    assertThat(commitOf(DEFAULT), is(second)); // what the repository has checked out
    assertThat(commitOf(at("main")), is(first));
    assertThat(commitOf(at("v1")), is(first));
    assertThat(commitOf(at("feature/main")), is(second));
    assertThat(commitOf(at("refs/heads/feature/main")), is(second));
    assertThat(commitOf(at(first)), is(first));
    assertThat(commitOf(at(first.substring(0, 9))), is(first));
    assertThat(all.first(at("v1")), startsWith("{\"prompt\":\"hello "));
    assertThat(all.first(at(second)), startsWith("{\"prompt\":\"more "));
  }

  @Test
  void theIdentityIsThatOfTheContent() throws Exception {
    String here = all.identity(Repositories.shell("'path': 'repo'"));
    assertThat(all.identity(DEFAULT), is(here));
    all.write("repo/words.txt", "not committed\n");
    assertThat(all.identity(DEFAULT), is(here));
    all.commit(repo);
    assertThat(all.identity(DEFAULT), is(not(here)));
    assertThat(all.identity(at(first)), is(here));
  }

  @Test
  void aCommitThatIsThereNeedsNoServer() throws Exception {
    all.prepared(at(first));
    Files.move(repo, folder.resolve("gone"));
    assertThat(commitOf(at(first)), is(first));
  }

  @Test
  void whatAProgramWritesIntoTheCheckoutDoesNotCountAndWhatItChangesIsFetchedAgain()
      throws Exception {
    String before = all.identity(DEFAULT);
    Files.writeString(checkout().resolve("out.txt"), "1");
    assertThat(all.identity(DEFAULT), is(before));
    Path changed = checkout();
    Files.writeString(changed.resolve("words.txt"), "spoilt\n");
    assertThat(all.identity(DEFAULT), is(before));
    assertThat(all.first(DEFAULT), startsWith("{\"prompt\":\"hello "));
  }

  @Test
  void aRefThatIsNotThereIsToldWithTheNearest() throws Exception {
    assertThat(
        all.refusal(at("mian")),
        allOf(
            startsWith("/repository/ref: 'mian', which is no branch or tag of repo"),
            containsString("allowed: only 'main'")));
    String absent = "0123456789".repeat(4);
    assertThat(
        all.refusal(at(absent)), containsString("'" + absent + "', which is no commit of repo"));
    assertThat(all.refusal(at("beef")), containsString("which is no branch, tag or commit"));
    Repositories.git(repo, "tag", "both");
    Repositories.git(repo, "checkout", "--quiet", "-b", "both");
    all.commit(repo);
    assertThat(
        all.refusal(at("both")),
        allOf(containsString("is a branch and a tag"), containsString("refs/tags/both")));
  }

  @Test
  void variablesThatAHookOfGitLeavesLeadToNoOtherRepository() throws Exception {
    Path other = all.repository("other", "wrong");
    String head = all.commit(other);
    all.environment.put("GIT_DIR", other.resolve(".git").toString());
    all.environment.put("GIT_WORK_TREE", other.toString());
    all.environment.put("GIT_INDEX_FILE", other.resolve(".git/index").toString());
    assertThat(all.first(DEFAULT), startsWith("{\"prompt\":\"hello "));
    assertThat(all.first(Repositories.shell("'path': 'repo'")), startsWith("{\"prompt\":\"hello "));
    assertThat(Repositories.git(other, "rev-parse", "HEAD").strip(), is(head));
    assertThat(Repositories.git(other, "status", "--porcelain"), is(""));
  }

  @Test
  void aRepositoryOfAnotherOwnerCanBeRead() throws Exception {
    all.environment.put("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    assertThat(commitOf(Repositories.shell("'path': 'repo'")), is(first));
  }

  @Test
  void aSubmoduleIsFetchedAndCounts() throws Exception {
    Path inner = all.repository("inner", "inside");
    all.commit(inner);
    Repositories.git(
        repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.toString());
    all.commit(repo);
    assertThat(all.refusal(DEFAULT), containsString("transport 'file' not allowed"));
    all.environment.put("GIT_CONFIG_COUNT", "1");
    all.environment.put("GIT_CONFIG_KEY_0", "protocol.file.allow");
    all.environment.put("GIT_CONFIG_VALUE_0", "always");
    assertThat(all.prepared(DEFAULT).sources().toString(), containsString("inner/words.txt"));
  }

  @Test
  void aPointerOfLfsIsRefused() throws Exception {
    all.write("repo/big.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    all.commit(repo);
    assertThat(
        all.refusal(DEFAULT),
        allOf(containsString("'big.bin' only the pointer"), containsString("'git lfs install'")));
  }

  @Test
  void aPasswordIsRefusedAndNeverShown() {
    for (String login : new String[] {"me:s3cr3t", ":s3cr3t", "ghp_s3cr3ts3cr3ts3cr3t"}) {
      String refusal =
          all.refusal(Repositories.shell("'git': 'https://" + login + "@127.0.0.1:1/r.git'"));
      assertThat(refusal, containsString("an address with a password or a token in it"));
      assertThat(refusal, not(containsString("s3cr3t")));
    }
    all.environment.put("TOKEN", "s3cr3t-token");
    String refusal =
        all.refusal(Repositories.shell("'git': 'https://x:${env:TOKEN}@127.0.0.1:1/r.git'"));
    assertThat(refusal, containsString("https://127.0.0.1:1/r.git"));
    assertThat(refusal, not(containsString("s3cr3t")));
    assertThat(
        all.refusal(Repositories.shell("'git': 'https://x:${env:NOT_SET}@h/r.git'")),
        containsString("${env:NOT_SET}, which is not set"));
  }

  /** Writes a program in place of ssh, which the configuration of git names. */
  private void configureSsh(String script) throws Exception {
    Path ssh = all.write("bin/own-ssh", "#!/bin/sh\n" + script);
    ssh.toFile().setExecutable(true);
    Path configuration = all.write("gitconfig", "[core]\nsshCommand = " + ssh + "\n");
    all.environment.put("GIT_CONFIG_GLOBAL", configuration.toString());
  }

  @Test
  void theCommandOfSshIsThatOfTheConfigurationAndHasNoTerminal() throws Exception {
    configureSsh(
        """
        (: </dev/tty) 2>/dev/null && echo terminal >&2
        echo own command, $SSH_ASKPASS_REQUIRE >&2
        exit 255
        """);
    assertThat(
        all.refusal(Repositories.shell("'git': 'ssh://git@example.invalid/a.git'")),
        allOf(containsString("own command, never"), not(containsString("terminal"))));
  }

  @Test
  void whatGitHasStartedEndsWithIt() throws Exception {
    Path pid = folder.resolve("pid");
    configureSsh(
        """
        setsid sh -c 'echo $$ > %1$s; sleep 300' >/dev/null 2>&1 &
        while [ ! -s %1$s ]; do :; done
        exit 1
        """
            .formatted(pid));
    all.refusal(Repositories.shell("'git': 'ssh://git@example.invalid/a.git'"));
    long started = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(started).filter(ProcessHandle::isAlive).isPresent(), is(false));
  }

  @Test
  void anAddressRunsNoProgram() {
    assertThat(
        all.refusal(Repositories.shell("'git': 'ext::touch " + folder + "/run'")),
        containsString("transport 'ext' not allowed"));
    assertThat(Files.exists(folder.resolve("run")), is(false));
  }
}
