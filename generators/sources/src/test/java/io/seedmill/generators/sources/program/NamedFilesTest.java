package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which programs name code and data that does not lie beside them as code. */
@Timeout(60)
class NamedFilesTest {

  private Path home;
  private Path program;

  @BeforeEach
  void makesFolders(@TempDir Path folder) throws Exception {
    home = folder.toRealPath().resolve("home");
    program = Files.createDirectories(home.resolve("team/program"));
    Files.createDirectory(home.resolve(".git"));
  }

  private Path write(String name, String text) throws Exception {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Set<String> named(String script, String text, Path... modules) throws Exception {
    Path file = write("team/program/" + script, text);
    return NamedFiles.of(program, List.of(file), List.of(modules)).keySet();
  }

  @Test
  void findsModulesOfPythonThatLieElsewhere() throws Exception {
    write("lib/helper.py", "import words");
    write("lib/words.py", "");
    for (String line :
        List.of(
            "sys.path.insert(0, '../../lib')",
            "sys.path.append(os.path.join(os.path.dirname(__file__), '..', '..', 'lib'))",
            "sys.path.append(str(Path(__file__).resolve().parents[2] / 'lib'))",
            "ROOT = Path(__file__).parent.parent\nsys.path.append(f'{ROOT.parent}/lib')")) {
      assertThat(
          line,
          named("make.py", "import os, sys, helper as h\n" + line),
          contains("../../lib/helper.py", "../../lib/words.py"));
    }
    assertThat(
        named("make.py", "from helper import x", home.resolve("lib")),
        contains("../../lib/helper.py", "../../lib/words.py"));
  }

  @Test
  void findsPackagesAboveTheProgramAndNoLibraries() throws Exception {
    write("shared/__init__.py", "");
    write("shared/deep/text.py", "");
    write(".venv/site.py", "");
    write("unused/more.py", "");
    write("team/local.py", "");
    assertThat(
        named(
            "make.py",
            "import sys\nsys.path.append('../..')\nfrom shared.deep import text\nimport site\n"),
        contains("../../shared/__init__.py", "../../shared/deep/text.py"));
    assertThat(named("make.py", "import json\nfrom shared import text\n"), empty());
  }

  @Test
  void findsWhatOtherLanguagesLoad() throws Exception {
    write("shared/index.js", "require('./deep')");
    write("shared/deep.js", "");
    write("lib/common.sh", "");
    write("lib/tool.rb", "");
    write("lib/all.mk", "");
    assertThat(
        named("a.js", "require('../../shared')"),
        contains("../../shared/deep.js", "../../shared/index.js"));
    assertThat(
        named("b.mjs", "import x from '../../shared/deep.js'"), contains("../../shared/deep.js"));
    assertThat(
        named("c.cjs", "require(path.join(__dirname, '..', '..', 'shared', 'deep'))"),
        contains("../../shared/deep.js", "../../shared/index.js"));
    assertThat(
        named("d.sh", "HERE=$(dirname \"$0\")\n. \"$HERE/../../lib/common.sh\""),
        contains("../../lib/common.sh"));
    assertThat(
        named(
            "e.sh", "ROOT=$(cd \"$(dirname \"$0\")/../..\" && pwd)\nsource ${ROOT}/lib/common.sh"),
        contains("../../lib/common.sh"));
    assertThat(named("f.rb", "require_relative '../../lib/tool'"), contains("../../lib/tool.rb"));
    assertThat(named("Makefile", "include ../../lib/all.mk"), contains("../../lib/all.mk"));
    assertThat(
        named("g.php", "<?php require __DIR__ . '/../../lib/tool.rb';"),
        contains("../../lib/tool.rb"));
  }

  @Test
  void findsSiblingLibrariesInListsOfLibraries() throws Exception {
    write("lib/setup.py", "");
    write("lib/src/words/__init__.py", "");
    for (String list :
        List.of(
            "requirements.txt:-e ../../lib",
            "package.json:{\"x\": \"file:../../lib\"}",
            "pyproject.toml:x = {path = \"../../lib\"}")) {
      String[] parts = list.split(":", 2);
      assertThat(
          list,
          named(parts[0], parts[1]),
          contains("../../lib/setup.py", "../../lib/src/words/__init__.py"));
    }
  }

  @Test
  void findsDataThatIsNamedAndNotWritten() throws Exception {
    write("data/words.txt", "");
    write("team/program/names.csv", "");
    write("team/program/templates/page.html", "");
    write("team/program/log.txt", "");
    write("team/program/cache.json", "");
    write("team/program/list.txt", "");
    assertThat(
        named(
            "make.py",
            """
            HERE = Path(__file__).parent
            open("names.csv")
            open(HERE / "log.txt", "a")
            open(HERE / "templates" / "page.html")
            DATA = HERE.parent.parent / "data"
            open(DATA / "words.txt")
            open("absent.json")
            CACHE = HERE / "cache.json"
            CACHE.write_text("x")
            LIST = (HERE / "list.txt").read_text()
            sys.stdout.write(LIST)
            """),
        contains("../../data/words.txt", "list.txt", "names.csv", "templates/page.html"));
  }

  @Test
  void findsDataOfShells() throws Exception {
    write("team/program/words.txt", "");
    write("team/program/more.csv", "");
    write("team/program/log.txt", "");
    assertThat(
        named("gen.sh", "cat words.txt\nsort <more.csv | head -1\necho x >> log.txt\n"),
        contains("more.csv", "words.txt"));
  }

  @Test
  void looksBesideTheScriptToWhichALinkLeads() throws Exception {
    Path real = write("real/make.py", "import helper");
    write("real/helper.py", "");
    Path link = Files.createSymbolicLink(program.resolve("make.py"), real);
    assertThat(
        NamedFiles.of(program, List.of(link), List.of()).keySet(),
        contains("../../real/helper.py"));
  }

  @Test
  void findsTheLibrariesOfAVirtualEnvironmentAndThoseThatAreLinks() throws Exception {
    write("venv/pyvenv.cfg", "");
    Path metadata = write("venv/lib/python3.11/site-packages/x-1.2.dist-info/METADATA", "");
    write(
        "venv/lib/python3.11/site-packages/y-1.dist-info/direct_url.json",
        "{\"url\": \"file://%s\", \"dir_info\": {\"editable\": true}}"
            .formatted(home.resolve("lib")));
    write(
        "venv/lib/python3.11/site-packages/z.pth",
        home.resolve("other") + "\nimport sys; exec('\\0')\n");
    Path src = Files.createDirectories(home.resolve("lib/src"));
    Path other = Files.createDirectories(home.resolve("other"));
    PythonPath found = PythonPath.of(home.resolve("venv/bin/python"), "", program);
    assertThat(found.libraries(), contains(metadata));
    assertThat(found.folders(), contains(home.resolve("lib"), src, other));
    PythonPath none = PythonPath.of(home.resolve("bin/python"), "../../lib:/:absent:", program);
    assertThat(none.folders(), contains(home.resolve("lib")));
  }

  @Test
  void readsFoldersAndFilesOfAnyNameOnce() throws Exception {
    write("lib/a.py", "from ../../team/program/make import x\n'../lib/a.py' '../lib' '..' '../..'");
    assertThat(
        named("make.py", "'../../lib' '../..' '../../../../../../../../etc' '\\0' '/'"),
        contains("../../lib/a.py"));
  }
}
