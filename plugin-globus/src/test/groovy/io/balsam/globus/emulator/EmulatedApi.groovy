package io.balsam.globus.emulator

import java.nio.file.Files
import java.nio.file.LinkOption
import java.nio.file.Path

/** Resources of the Transfer API; each request gives a status and a document. */
class EmulatedApi {

  private static final int PAGE = 2

  private final EmulatedTasks tasks
  private final Map<String, Path> collections
  private final Closure demand

  EmulatedApi(EmulatedTasks tasks, Map<String, Path> collections, Closure demand) {
    this.tasks = tasks
    this.collections = collections
    this.demand = demand
  }

  List respond(String method, List<String> path, Map<String, String> query, Map body) {
    switch ("$method ${path[0]}") {
      case 'GET submission_id': return [200, [value: UUID.randomUUID().toString()]]
      case 'POST transfer': return submit('transfer', body, [body.source_endpoint, body.destination_endpoint])
      case 'POST delete': return submit('delete', body, [body.endpoint])
      case 'GET task_list': return [200, list(query)]
      case 'GET endpoint': return [200, endpoint(path[1])]
      case { path[0] == 'task' }: return task(method, path[1], path[2], query)
      case { path[0..1] == ['operation', 'endpoint'] }: return operation("$method ${path[3]}", path[2], query, body)
      default: throw new EmulatedRefusal(404, 'NotFound', 'no such resource')
    }
  }

  private List submit(String type, Map body, List<String> endpoints) {
    endpoints.each { endpoint(it); demand(it) }
    [202, tasks.submit(type, body)]
  }

  private Map list(Map query) {
    Map filters = (query.filter ?: '').split('/').findAll { it }.collectEntries { it.split(':', 2).toList() }
    def found = tasks.all.values()*.description().findAll { task ->
      ['task_id', 'status', 'type'].every { !filters[it] || task[it] in filters[it].split(',') }
    }
    def offset = (query.offset ?: '0') as int
    def limit = (query.limit ?: '10') as int
    [DATA_TYPE: 'task_list', total: found.size(), offset: offset, limit: limit, length: found.size(), DATA: found.drop(offset).take(limit)]
  }

  private Map endpoint(String id) {
    if (!collections[id]) {
      throw new EmulatedRefusal(404, 'EndpointNotFound', "No endpoint with id $id")
    }
    [DATA_TYPE: 'endpoint', id: id, display_name: 'Folder', entity_type: 'GCSv5_mapped_collection', DATA: []]
  }

  private List task(String method, String id, String part, Map query) {
    def task = tasks.of(id)
    switch ("$method ${part ?: ''}".trim()) {
      case 'GET': return [200, task.description()]
      case 'PUT': return [200, [DATA_TYPE: 'result', code: 'Updated', message: 'Updated']]
      case 'POST cancel': return [200, task.cancel()
          ? [DATA_TYPE: 'result', code: 'Canceled', message: 'The task has been cancelled successfully.', task_id: id]
          : [DATA_TYPE: 'result', code: 'TaskComplete', message: 'The task completed before the cancel request was processed.', task_id: id]]
      case 'GET event_list':
        def events = task.events.findAll { query.filter != 'is_error:1' || it.is_error }.reverse()
        return [200, [DATA_TYPE: 'event_list', total: events.size(), offset: 0, limit: 1000, length: events.size(), DATA: events]]
      case 'GET successful_transfers': return [200, page('successful_transfers', task.arrived, query)]
      case 'GET skipped_errors': return [200, page('skipped_errors', task.skipped, query)]
      default: throw new EmulatedRefusal(404, 'NotFound', 'no such resource')
    }
  }

  /** Few at a time, so that nobody forgets to ask for the next page. */
  private static Map page(String type, List<Map> all, Map query) {
    def from = (query.marker ?: '0') as int
    [DATA_TYPE: type, marker: from, next_marker: from + PAGE < all.size() ? from + PAGE : null, DATA: all.drop(from).take(PAGE)]
  }

  private List operation(String what, String collection, Map query, Map body) {
    endpoint(collection)
    demand(collection)
    switch (what) {
      case 'GET ls':
        def folder = at(collection, query.path)
        if (!Files.isDirectory(folder)) {
          throw new EmulatedRefusal(Files.exists(folder) ? 502 : 404, Files.exists(folder) ? 'ExternalError.DirListingFailed.NotDirectory' : 'ClientError.NotFound', 'Directory Not Found')
        }
        def files = folder.toFile().listFiles().findAll { query.show_hidden != '0' || !it.name.startsWith('.') }.sort().collect { entry(it.toPath()) }
        return [200, [DATA_TYPE: 'file_list', endpoint: collection, path: query.path, absolute_path: query.path, rename_supported: true, symlink_supported: false,
                      total: files.size(), length: files.size(), offset: 0, limit: 100000, DATA: files]]
      case 'GET stat':
        def path = at(collection, query.path)
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          throw new EmulatedRefusal(404, 'NotFound', 'Path not found, Error (list)\nMessage: No such file or directory')
        }
        return [200, entry(path)]
      case 'POST mkdir':
        if (!at(collection, body.path).toFile().mkdir()) {
          throw new EmulatedRefusal(502, 'ExternalError.MkdirFailed.Exists', 'Path already exists')
        }
        return [202, [DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated', message: 'The directory was created successfully', request_id: 'x', resource: 'x']]
      case 'POST rename':
        def from = at(collection, body.old_path)
        def to = at(collection, body.new_path)
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
          throw new EmulatedRefusal(404, 'ClientError.NotFound', 'No such file or directory')
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
          throw new EmulatedRefusal(502, 'ExternalError.RenameFailed.Exists', 'The new path exists')
        }
        Files.move(from, to)
        return [200, [DATA_TYPE: 'result', code: 'FileRenamed', message: 'File or directory renamed successfully', request_id: 'x', resource: 'x']]
      default: throw new EmulatedRefusal(404, 'NotFound', 'no such resource')
    }
  }

  private Path at(String collection, String path) { collections[collection].resolve((path ?: '/').replaceFirst('^/+', '')) }

  private static Map entry(Path path) {
    def file = path.toFile()
    [DATA_TYPE: 'file', name: file.name, type: Files.isSymbolicLink(path) ? 'symlink' : file.directory ? 'dir' : 'file', size: file.length(), permissions: '0644',
     user: 'u', group: 'g', last_modified: '2026-01-01 00:00:00+00:00', link_target: null, link_size: null, link_user: null, link_group: null, link_last_modified: null]
  }
}
