package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.spi.Provider
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarOutputStream
import java.util.zip.ZipEntry
import javax.tools.ToolProvider
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.CompilerConfiguration
import org.jspecify.annotations.NullMarked
import org.junit.platform.engine.discovery.DiscoverySelectors
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener
import org.pf4j.ExtensionPoint

/** The plugin that third parties copy: compiled, packed, tested and installed as they would do it. */
class PluginTemplateSpec extends ExampleSpec {

    static final Path TEMPLATE = BalsamCommand.EXAMPLES.resolve('plugin-template')

    def "it is built as its pom says, installed and used for a job of several ranks"() {
        given: 'a stand-in for flux that shows its options and starts two ranks'
        def jar = jar(site.resolve('plugin-flux-1.0.0.jar'))
        def flux = site.resolve('flux')
        flux.text = '''\
            #!/bin/sh
            while case $1 in run|-*) true ;; *) false ;; esac; do printf '%s ' "$1"; shift; done
            "$@" &
            "$@"
            wait
            '''.stripIndent()
        flux.toFile().executable = true
        site.resolve('settings.yml').text = """\
            runner: flux
            plugins:
              runner:
                flux:
                  program: '$flux'
                  flags: ['--label-io']
            """.stripIndent()
        site.resolve('parallel.groovy').text = '''\
            app('sim') { command 'true' }
            job('sim') { workdir 'sim'; ranksPerNode 2 }
            '''.stripIndent()

        when:
        def installed = balsam.call('plugins', 'install', jar)

        then:
        installed.exit == 0
        with(new ObjectMapper().readValue(balsam.call('plugins', 'ls', '--json').out, List).find { it.id == 'flux' }) {
            version == '1.0.0'
            provides == [[kind: 'runner', name: 'flux']]
            problem == ''
        }

        when:
        def run = balsam.call('run', 'parallel.groovy', '--cores', 2)

        then:
        run.exit == 0
        site.resolve('data/latest/sim/job.out').text.trim() ==
            'run --nodes=1 --ntasks=2 --cores-per-task=1 --requires=host:localhost --label-io'
    }

    def "it passes the contract of its kind"() {
        given:
        def loader = new URLClassLoader([compiled().toUri().toURL()] as URL[], getClass().classLoader)
        def spec = compileSpec(loader)
        def summary = new SummaryGeneratingListener()
        def thread = Thread.currentThread()
        def before = thread.contextClassLoader

        when:
        thread.contextClassLoader = spec.classLoader
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(spec)).build(), summary)

        then:
        summary.summary.failures*.exception == []
        summary.summary.testsSucceededCount >= 10

        cleanup:
        thread.contextClassLoader = before
    }

    private Path compiled() {
        def classes = Files.createDirectories(site.resolve('classes'))
        def path = [Provider, ExtensionPoint, NullMarked].collect { Path.of(it.protectionDomain.codeSource.location.toURI()) }
        def sources = files(TEMPLATE.resolve('src/main/java'))
        def errors = new ByteArrayOutputStream()
        int code = ToolProvider.systemJavaCompiler.run(null, errors, errors,
            *(['--release', '17', '-Xlint:all', '-d', classes, '-cp', path.join(File.pathSeparator)] + sources)*.toString())
        assert code == 0: errors.toString()
        classes
    }

    private Path jar(Path target) {
        def classes = compiled()
        new JarOutputStream(Files.newOutputStream(target)).withCloseable { jar ->
            [classes, TEMPLATE.resolve('src/main/resources')].each { root ->
                files(root).each {
                    jar.putNextEntry(new ZipEntry(root.relativize(it).toString()))
                    Files.copy(it, jar)
                }
            }
        }
        target
    }

    private Class<?> compileSpec(ClassLoader parent) {
        def out = Files.createDirectories(site.resolve('spec-classes'))
        def configuration = new CompilerConfiguration(targetDirectory: out.toFile())
        def unit = new CompilationUnit(configuration, null, new GroovyClassLoader(parent, configuration))
        unit.addSource(TEMPLATE.resolve('src/test/groovy/org/example/flux/FluxRunSpec.groovy').toFile())
        unit.compile()
        new URLClassLoader([out.toUri().toURL()] as URL[], parent).loadClass('org.example.flux.FluxRunSpec')
    }

    private static List<Path> files(Path root) {
        Files.walk(root).filter(Files::isRegularFile).sorted().toList()
    }
}
