package io.seedmill.generators.sources.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small process between Seedmill and a program, to which Linux gives all descendants of the
 * program whose parents have ended, whatever session, group and environment they have: a child
 * subreaper, see prctl(2). It ends with the program, or at SIGTERM, and no descendant outlives it.
 * Java cannot be one, so it is written in Perl, and without modules, since the program's
 * environment may change them.
 */
final class Reaper {

  private static final Map<String, Integer> PRCTL =
      Map.of(
          "amd64", 157, "aarch64", 167, "riscv64", 167, "ppc64le", 171, "s390x", 172, "arm", 172,
          "i386", 172);

  private static final String SCRIPT =
      """
      my $prctl = shift;
      my $set_child_subreaper = 36;
      syscall($prctl, $set_child_subreaper, 1, 0, 0, 0);
      my $status;
      $SIG{TERM} = 'IGNORE';
      my $program = fork;
      defined $program or exit 126;
      if (!$program) {
        $SIG{TERM} = 'DEFAULT';
        exec { $ARGV[0] } @ARGV;
        exit 127;
      }
      open(STDIN, '<', '/dev/null');
      open(STDOUT, '>', '/dev/null');
      open(STDERR, '>', '/dev/null');
      my ($nohang, $kill) = (1, 9);
      my $ended = eval {
        local $SIG{TERM} = sub { die }; # else Perl goes on waiting
        my $pid;
        while (($pid = waitpid(-1, 0)) > 0) {
          $status = $?;
          last if $pid == $program;
          $status = undef;
        }
        1;
      };
      for (my $i = 0; $i < 10 && $ended; $i++) { # what it has written to a pipe may be on its way
        my $pid = waitpid(-1, $nohang);
        last if $pid < 0;
        select(undef, undef, undef, 0.01) if !$pid;
      }
      for (my $i = 0; $i < 500; $i++) {
        my $pid;
        while (($pid = waitpid(-1, $nohang)) > 0) {
          $status = $? if $pid == $program;
        }
        last if $pid < 0;
        kill $kill, descendants();
        select(undef, undef, undef, 0.002);
      }
      exit(!defined $status ? 128 + $kill : $status & 127 ? 128 + ($status & 127) : $status >> 8);

      sub descendants {
        my (%children, @found);
        opendir(my $all, '/proc') or return $program;
        local $/ = undef;
        for my $pid (grep { /^[0-9]+$/ } readdir $all) {
          open(my $file, '<', "/proc/$pid/stat") or next;
          my $stat = <$file>;
          push @{$children{$1}}, $pid if defined $stat && $stat =~ /^[0-9]+ \\(.*\\) \\S ([0-9]+)/s;
        }
        my @parents = ($$);
        while (@parents) {
          my $own = $children{shift @parents} || [];
          push @found, @$own;
          push @parents, @$own;
        }
        return @found;
      }
      """;

  private static final Optional<List<String>> PREFIX = prefix();

  private Reaper() {}

  /** Returns true if this machine can have one: it is Linux, and has Perl. */
  static boolean isPossible() {
    return PREFIX.isPresent();
  }

  /** Returns a command that runs below a reaper, or the command itself where there can be none. */
  static List<String> over(String... command) {
    List<String> words = new ArrayList<>(PREFIX.orElse(List.of()));
    words.addAll(List.of(command));
    return words;
  }

  private static Optional<List<String>> prefix() {
    Integer prctl = PRCTL.get(System.getProperty("os.arch"));
    Optional<Path> perl = SessionCommand.find("perl", System.getenv("PATH"));
    boolean isLinux = System.getProperty("os.name").equals("Linux");
    return isLinux && prctl != null
        ? perl.map(path -> List.of(path.toString(), "-e", SCRIPT, prctl.toString()))
        : Optional.empty();
  }
}
