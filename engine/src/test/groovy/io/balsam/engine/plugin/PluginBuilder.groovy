package io.balsam.engine.plugin

import java.nio.file.Files
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import javax.tools.ToolProvider
import org.pf4j.ExtensionPoint
import org.jspecify.annotations.Nullable
import io.balsam.spi.Provider

/** Builds real plugins: compiled by javac with PF4J's annotation processor, packed as a third party would. */
class PluginBuilder {

  static final Map<String, String> MANIFEST = [
      'Plugin-Id'      : 'lab',
      'Plugin-Version' : '1.2.0',
      'Balsam-Provides': 'runner labrun',
  ]

  final Path classes
  final Path lib
  private final Path work

  /** A plugin 'lab' that offers the runner 'labrun', in work files below this folder. */
  PluginBuilder(Path work) {
    this.work = Files.createDirectories(work)
    classes = Files.createDirectories(work.resolve('plugin/classes'))
    lib = Files.createDirectories(work.resolve('plugin/lib'))
    manifest([:])
  }

  static String runner(String className, String name, String body = 'return launch -> launch.command();') {
    """
    package lab;
    import io.balsam.spi.*;
    @org.pf4j.Extension
    public class $className implements MpiRunnerProvider {
      public String name() { return "$name"; }
      public MpiRunner create(PluginConfig config, PluginContext context) { $body }
    }
    """
  }

  /** The usual one: a working plugin. */
  static PluginBuilder lab(Path work) {
    new PluginBuilder(work).compile('lab/LabRunner': runner('LabRunner', 'labrun'))
  }

  /** Main attributes; null takes one of the usual ones out. */
  PluginBuilder manifest(Map<String, String> changes) {
    def lines = (['Manifest-Version': '1.0'] + MANIFEST + changes).findAll { it.value != null }
    write(classes.resolve('META-INF/MANIFEST.MF'), lines.collect { "$it.key: $it.value\n" }.join())
    this
  }

  PluginBuilder compile(Map<String, String> sources, List<String> options = []) {
    javac(classes, sources, options)
    this
  }

  /** A library in lib/. */
  PluginBuilder library(String name, Map<String, String> sources) {
    def out = Files.createDirectories(work.resolve("lib-$name"))
    javac(out, sources, ['-proc:none'])
    pack(out, lib.resolve("${name}.jar"))
    this
  }

  PluginBuilder file(String path, String text) {
    write(classes.resolve(path), text)
    this
  }

  PluginBuilder without(String path) {
    Files.delete(classes.resolve(path))
    this
  }

  Path jar(Path target) { pack(classes, target) }

  Path zip(Path target) { pack(classes.parent, target) }

  Path folder(Path target) {
    Files.createDirectories(target.parent)
    Files.move(classes.parent, target)
  }

  private void javac(Path out, Map<String, String> sources, List<String> options) {
    def files = sources.collect { name, text -> write(work.resolve("src/${name}.java"), text).toString() }
    def path = [Provider, ExtensionPoint, Nullable].collect { Path.of(it.protectionDomain.codeSource.location.toURI()) } +
        Files.list(lib).toList()
    def errors = new ByteArrayOutputStream()
    def code = ToolProvider.systemJavaCompiler.run(null, errors, errors,
        *(['-d', out, '-cp', path.join(File.pathSeparator)] + options + files)*.toString())
    assert code == 0: errors.toString()
  }

  private static Path write(Path file, String text) {
    Files.createDirectories(file.parent)
    Files.writeString(file, text)
  }

  private static Path pack(Path root, Path target) {
    Files.createDirectories(target.parent)
    new ZipOutputStream(Files.newOutputStream(target)).withCloseable { zip ->
      Files.walk(root).filter(Files::isRegularFile).sorted().toList().each {
        zip.putNextEntry(new ZipEntry(root.relativize(it).toString()))
        Files.copy(it, zip)
      }
    }
    target
  }
}
