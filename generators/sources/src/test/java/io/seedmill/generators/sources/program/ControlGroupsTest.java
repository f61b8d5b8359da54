package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads and writes files of the kernel's kind. The folder here only looks like a control group;
 * {@link ResourceLimitsTest} uses real ones where the machine has them.
 */
class ControlGroupsTest {

  private static final String MOUNT =
      "31 23 0:26 %s /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
  private static final String OLD =
      "33 23 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";

  private static final ResourceLimits LIMITS =
      new ResourceLimits(Optional.of(64L << 20), Optional.of(3L), Optional.empty());

  @TempDir Path folder;

  @BeforeEach
  void writeGroup() throws Exception {
    Files.writeString(folder.resolve("cgroup.controllers"), "cpu io memory pids\n");
    Files.writeString(folder.resolve("cgroup.subtree_control"), "memory pids\n");
    Files.writeString(folder.resolve("cgroup.procs"), "");
  }

  @Test
  void theGroupIsFoundBelowItsMount() {
    assertThat(
        ControlGroups.group(OLD + MOUNT.formatted("/"), "4:memory:/a\n0::/user.slice/b.scope\n"),
        is(Optional.of(Path.of("/sys/fs/cgroup/user.slice/b.scope"))));
    assertThat(
        ControlGroups.group(MOUNT.formatted("/docker/c"), "0::/docker/c/d\n"),
        is(Optional.of(Path.of("/sys/fs/cgroup/d"))));
    assertThat(
        ControlGroups.group(MOUNT.formatted("/"), "0::/\n"),
        is(Optional.of(Path.of("/sys/fs/cgroup"))));
  }

  @Test
  void thereIsNoneWithoutTheNewHierarchyOrOutsideOfItsMount() {
    assertThat(ControlGroups.group(OLD, "4:memory:/a\n0::/\n"), is(Optional.empty()));
    assertThat(ControlGroups.group(MOUNT.formatted("/"), "4:memory:/a\n"), is(Optional.empty()));
    assertThat(
        ControlGroups.group(MOUNT.formatted("/docker/c"), "0::/../other\n"), is(Optional.empty()));
  }

  @Test
  void groupsNeedBothControllers() throws Exception {
    assertThat(new ControlGroups(Optional.of(folder)).isPossible(), is(true));
    Files.writeString(folder.resolve("cgroup.controllers"), "cpu memory\n");
    assertThat(new ControlGroups(Optional.of(folder)).isPossible(), is(false));
    assertThat(new ControlGroups(Optional.empty()).create(LIMITS), is(Optional.empty()));
  }

  @Test
  void otherProcessesOfTheGroupAreNotMoved() throws Exception {
    Files.writeString(folder.resolve("cgroup.subtree_control"), "\n");
    String own = Long.toString(ProcessHandle.current().pid());
    Files.writeString(folder.resolve("cgroup.procs"), own + "\n1\n");
    assertThat(new ControlGroups(Optional.of(folder)).create(LIMITS), is(Optional.empty()));
    Files.writeString(folder.resolve("cgroup.procs"), own + "\n");
    assertThat(new ControlGroups(Optional.of(folder)).create(LIMITS).isPresent(), is(true));
    assertThat(Files.readString(folder.resolve("seedmill-self/cgroup.procs")), is(own));
    assertThat(Files.readString(folder.resolve("cgroup.subtree_control")), is("+memory +pids"));
  }

  @Test
  void theKernelGetsTheLimitsAndItsVerdictIsRead() throws Exception {
    ControlGroup group = new ControlGroups(Optional.of(folder)).create(LIMITS).orElseThrow();
    Path files = group.members().getParent();
    assertThat(Files.readString(files.resolve("memory.max")), is("67108864"));
    assertThat(Files.readString(files.resolve("pids.max")), is("512"));

    Files.writeString(files.resolve("memory.events"), "max 7\noom 1\noom_kill 0\n");
    Files.writeString(group.members(), "11\n12\n13\n");
    assertThat(group.exceeded(), is(Optional.empty()));
    Files.writeString(group.members(), "11\n12\n13\n14\n");
    assertThat(
        group.exceeded().orElseThrow(), is("it had 4 processes; allowed: 3 ('maxProcesses')"));
    Files.writeString(files.resolve("memory.events"), "max 7\noom 1\noom_kill 3\n");
    assertThat(
        group.exceeded().orElseThrow(),
        containsString("it had 64M of memory with all that it started; allowed: 64M"));
  }
}
