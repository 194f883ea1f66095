package io.balsam.engine.store.jdbc

import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import org.h2.store.fs.FileBase
import org.h2.store.fs.FilePath
import org.h2.store.fs.FilePathWrapper

/**
 * H2's files on a disk that may lose its power. What was forced stays; of what was written since,
 * any sectors may have reached the disk and any not.
 */
class MortalDisk extends FilePathWrapper {

    static final int SECTOR = 4096

    /** A picture of the disk as a power cut would leave it, and what was acknowledged by then. */
    static class Cut {
        byte[] image
        long acknowledged
    }

    static Random random
    static double cutsPerWrite
    static volatile long acknowledged
    static List<Cut> cuts
    static byte[] forced
    static Map<Integer, byte[]> unforced

    static void plugIn(long seed, double cutsPerWrite) {
        FilePath.register(new MortalDisk())
        random = new Random(seed)
        this.cutsPerWrite = cutsPerWrite
        acknowledged = 0
        cuts = []
        forced = new byte[0]
        unforced = [:]
    }

    @Override
    String getScheme() {
        'mortal'
    }

    @Override
    FileChannel open(String mode) throws IOException {
        def real = super.open(mode)
        name.endsWith('.mv.db') ? new Channel(real) : real
    }

    /** Loses power: most unforced sectors made it, as when a disk was nearly done. */
    static void cut() {
        int length = ((unforced.keySet().collect { (it + 1) * SECTOR } + [forced.length]).max()) as int
        byte[] image = Arrays.copyOf(forced, length)
        unforced.each { sector, bytes ->
            if (random.nextInt(6) > 0) {
                System.arraycopy(bytes, 0, image, sector * SECTOR, SECTOR)
            }
        }
        cuts << new Cut(image: image, acknowledged: acknowledged)
    }

    private static class Channel extends FileBase {
        private final FileChannel real

        Channel(FileChannel real) {
            this.real = real
        }

        @Override
        synchronized int write(ByteBuffer source, long at) {
            int length = source.remaining()
            int written = real.write(source, at)
            assert written == length
            for (int sector = (int) (at / SECTOR); sector * SECTOR < at + length; sector++) {
                unforced[sector] = sectorNow(sector)
            }
            if (random.nextDouble() < cutsPerWrite) {
                cut()
            }
            written
        }

        private byte[] sectorNow(int sector) {
            def bytes = ByteBuffer.allocate(SECTOR)
            for (int n = 0; n >= 0 && bytes.hasRemaining();) {
                n = real.read(bytes, (long) sector * SECTOR + bytes.position())
            }
            bytes.array()
        }

        @Override
        synchronized void force(boolean metaData) {
            real.force(metaData)
            int length = (int) real.size()
            byte[] now = Arrays.copyOf(forced, length)
            unforced.each { sector, bytes ->
                System.arraycopy(bytes, 0, now, sector * SECTOR, Math.max(0, Math.min(SECTOR, length - sector * SECTOR)))
            }
            forced = now
            unforced = [:]
        }

        @Override
        int write(ByteBuffer source) {
            int written = write(source, real.position())
            real.position(real.position() + written)
            written
        }

        @Override
        int read(ByteBuffer target, long at) {
            real.read(target, at)
        }

        @Override
        int read(ByteBuffer target) {
            real.read(target)
        }

        @Override
        long position() {
            real.position()
        }

        @Override
        FileChannel position(long at) {
            real.position(at)
            this
        }

        @Override
        long size() {
            real.size()
        }

        @Override
        FileChannel truncate(long size) {
            real.truncate(size)
            this
        }

        @Override
        FileLock tryLock(long position, long size, boolean shared) {
            real.tryLock(position, size, shared)
        }

        @Override
        protected void implCloseChannel() {
            real.close()
        }
    }
}
