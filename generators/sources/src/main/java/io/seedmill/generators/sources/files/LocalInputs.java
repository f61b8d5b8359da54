package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files of this machine. */
public final class LocalInputs implements InputFiles {

  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public List<InputFile> find(String pattern) throws IOException {
    Path literal = Path.of(pattern);
    if (Files.isRegularFile(literal)) {
      return List.of(file(literal, Files.readAttributes(literal, BasicFileAttributes.class)));
    }
    Glob glob = Glob.of(pattern);
    Path folder = Path.of(glob.folder());
    if (!glob.isPattern() || !Files.isDirectory(folder)) {
      return List.of();
    }
    List<InputFile> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new Visitor(glob, folder, found));
    removeSecondNames(found);
    found.sort(Comparator.comparing(InputFile::path));
    return found;
  }

  /** A file and a link to it beside it, such as that to the newest, are one file. */
  private static void removeSecondNames(List<InputFile> found) throws IOException {
    Set<String> paths = new HashSet<>(found.stream().map(InputFile::path).toList());
    for (String name : paths) {
      Path path = Path.of(name);
      if (Files.isSymbolicLink(path)) {
        Path target = path.resolveSibling(Files.readSymbolicLink(path));
        if (paths.contains(target.toString())) {
          found.removeIf(file -> file.path().equals(name));
        }
      }
    }
  }

  /** Visits the files in folders in which the pattern can match. */
  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Glob glob;
    private final Path start;
    private final List<InputFile> found;

    Visitor(Glob glob, Path start, List<InputFile> found) {
      this.glob = glob;
      this.start = start;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return path.equals(start) || glob.canMatchIn(path.toString())
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && glob.matches(path.toString())) {
        found.add(file(path, attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
      boolean matters = glob.canMatchIn(path.toString()) || glob.matches(path.toString());
      if (path.equals(start) || (matters && !(failure instanceof FileSystemLoopException))) {
        String message = "'%s', in which '%s' can match, cannot be read (%s)";
        String reason = failure.getClass().getSimpleName();
        throw new IOException(message.formatted(path, glob, reason), failure);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static InputFile file(Path path, BasicFileAttributes attributes) {
    return new InputFile(
        path.toString(), attributes.size(), attributes.lastModifiedTime().toString());
  }

  @Override
  public InputStream open(String path, long offset, long length) throws IOException {
    if (!Files.isRegularFile(Path.of(path))) {
      throw new NoSuchFileException(path);
    }
    SeekableByteChannel channel = Files.newByteChannel(Path.of(path)).position(offset);
    return new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
  }
}
