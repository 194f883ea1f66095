package io.balsam.cli


import io.balsam.dsl.WorkflowReader
import io.balsam.engine.Engine
import io.balsam.engine.EngineConfig
import io.balsam.engine.api.SiteView
import io.balsam.engine.batchjob.SitePolicy
import io.balsam.engine.dispatch.lease.LeaseBackend
import io.balsam.engine.dispatch.lease.SimulatedLauncher
import io.balsam.engine.plugin.Platform
import io.balsam.engine.store.Ownership
import io.balsam.engine.store.Store
import io.balsam.engine.store.jdbc.Stores
import io.balsam.server.ApiServer
import java.lang.reflect.InvocationHandler
import java.lang.reflect.Proxy
import java.nio.file.Files
import java.nio.file.Path
import java.time.Clock
import java.time.Duration

/** A site whose agent is a part of the spec: no batch system, and launchers only when a spec opens one. */
class AgentStandIn implements AutoCloseable {
  static final SitePolicy RULES = new SitePolicy('lab', Duration.ofMinutes(1), [new SiteView.Queue('debug', 8, 60, 1)], ['climate'] as Set, 'debug',
      'climate', [mig_count: '1'])

  final Path site
  Ownership ownership
  Store store
  Engine engine
  ApiServer server

  AgentStandIn(Path site) {
    this.site = site
  }

  /** What makes a directory a site, with the rules above. */
  static void makeSite(Path site) {
    Files.createDirectories(site.resolve('.balsam'))
    site.resolve('.balsam/site.json').text = '{"name": "lab", "platform": "local"}'
    site.resolve('job-template.sh').text = '#!/bin/sh\nexec {{ launcher_cmd }}\n'
    site.resolve('settings.yml').text = '''
      name: lab
      service_modules:
        batch_job_manager:
          scheduler_interface: local
          allowed_projects: [climate]
          default_project: climate
          allowed_queues:
            - debug: {max_nodes: 8, max_walltime: 1h, max_queued: 1}
      '''.stripIndent()
  }

  AgentStandIn start() {
    ownership = Ownership.acquire(site.resolve('.balsam')).get()
    store = Stores.open("jdbc:h2:file:${site.resolve('.balsam/balsam')}", site)
    engine = Engine.open(new EngineConfig(site, store, NO_PLATFORM, { new WorkflowReader().load(it) }, LeaseBackend.under(RULES),
        new EngineConfig.Limits(2, Duration.ofSeconds(1), [:]), Clock.systemUTC()))
    server = ApiServer.start(engine, 'secret')
    ownership.publish(server.url(), 'secret', '')
    return this
  }

  /** A launcher whose jobs end as the spec says. */
  SimulatedLauncher launcher(Map how = [:]) {
    new SimulatedLauncher(how, engine.sessions()).open()
  }

  /** An agent starts no job by itself, so its platform is never asked for anything but defaults. */
  private static final Platform NO_PLATFORM = (Platform) Proxy.newProxyInstance(Platform.classLoader, [Platform] as Class[]) { proxy, method, args ->
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, args)
    }
    throw new AssertionError("asked for ${method.name}" as Object)
  }

  @Override
  void close() {
    server?.close()
    engine?.close()
    store?.close()
    ownership?.close()
    engine = null
  }
}
