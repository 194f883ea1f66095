package io.balsam.build

import java.nio.file.FileVisitResult
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.SimpleFileVisitor
import java.nio.file.attribute.BasicFileAttributes

/** The files of this repository, without what a build or a run leaves behind. */
class Repository {

    private static final Set<String> NOT_OURS =
        ['.git', 'target', '.balsam', 'data', '.idea', '.vscode', '.settings', '.cache', 'node_modules'] as Set

    static final Path ROOT = root()

    static List<Path> files() {
        List<Path> found = []
        Files.walkFileTree(ROOT, new SimpleFileVisitor<Path>() {
            @Override
            FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                NOT_OURS.contains(dir.fileName as String) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE
            }

            @Override
            FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // A work tree has a file in place of the folder.
                if (attributes.regularFile && file.fileName as String != '.git') {
                    found << file
                }
                FileVisitResult.CONTINUE
            }
        })
        found.sort()
    }

    /** Text files with their texts, by the path from the root. */
    static Map<String, String> texts() {
        Map<String, String> texts = [:]
        files().each { file ->
            byte[] bytes = Files.readAllBytes(file)
            if (!bytes.contains(0 as byte)) {
                texts[ROOT.relativize(file) as String] = new String(bytes, 'UTF-8')
            }
        }
        texts
    }

    private static Path root() {
        Path at = Path.of(System.getProperty('basedir', '')).toAbsolutePath()
        while (at != null && !Files.exists(at.resolve('mvnw'))) {
            at = at.parent
        }
        at
    }
}
