package dev.aistreaming.spring.redis;

import dev.aistreaming.resume.StreamChunk;
import dev.aistreaming.resume.StreamCursor;
import dev.aistreaming.resume.StreamIds;
import dev.aistreaming.resume.StreamLog;
import dev.aistreaming.resume.StreamStoreLimits;
import dev.aistreaming.testing.RecordingProducer;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@SuppressWarnings("all")
class ScratchTests {
    @Test
    void scratch() throws Exception {
        boolean follow = !Boolean.getBoolean("nofollow");
        TestRedis redis = TestRedis.start();
        TestStore store = new TestStore(redis, StreamStoreLimits.DEFAULTS);
        TestStore other = new TestStore(redis, StreamStoreLimits.DEFAULTS);
        Thread.sleep(2000);
        StreamIds ids = new StreamIds();
        List<StreamLog> logs = new ArrayList<>();
        long[] delays = new long[4_000_000];
        AtomicInteger count = new AtomicInteger();
        for (int i = 0; i < 200; i++) {
            String id = ids.create();
            logs.add(store.store.create(id, null, new RecordingProducer()));
            if (!follow) continue;
            while (other.store.find(id).isEmpty()) Thread.sleep(5);
            StreamCursor[] c = new StreamCursor[1];
            Runnable drain = () -> {
                synchronized (c) {
                    for (StreamChunk k = c[0].next(); k != null; k = c[0].next()) {
                        ByteBuffer b = ByteBuffer.wrap(k.events());
                        int n = count.getAndIncrement();
                        if (n < delays.length) delays[n] = System.nanoTime() - b.getLong(0);
                    }
                }
            };
            c[0] = other.store.read(id, 0, drain).get();
            drain.run();
        }
        var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < 4; round++) {
            count.set(0);
            int seconds = 8;
            long cpu = os.getProcessCpuTime();
            long redisCpu = redisCpu(redis);
            long start = System.nanoTime();
            int tokens = 0;
            for (int t = 0; t < seconds * 50 * 200; t++) {
                long due = start + t * 100_000L;
                while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
                ByteBuffer b = ByteBuffer.allocate(80);
                b.putLong(0, System.nanoTime());
                b.put(78, (byte) 10);
                b.put(79, (byte) 10);
                logs.get(t % 200).append(b.array(), 1);
                tokens++;
            }
            Thread.sleep(300);
            int n = Math.min(count.get(), delays.length);
            long[] d = Arrays.copyOf(delays, n);
            Arrays.sort(d);
            System.out.println("read tokens " + tokens + " took " + (System.nanoTime() - start) / 1000_000
                    + " ms; cpu/token us " + (os.getProcessCpuTime() - cpu) / 1000 / tokens + " redis us "
                    + (redisCpu(redis) - redisCpu) / tokens
                    + (n == 0
                            ? ""
                            : " n " + n + " p50 " + d[n / 2] / 1000 + " p99 " + d[(int) (n * 0.99)] / 1000 + " p999 "
                                    + d[(int) (n * 0.999)] / 1000 + " max " + d[n - 1] / 1000));
        }
        other.close();
        store.close();
        redis.close();
    }

    static long redisCpu(TestRedis redis) {
        String info = redis.commands().info("cpu");
        double s = 0;
        for (String line : info.split("\r?\n"))
            if (line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
                s += Double.parseDouble(line.split(":")[1].trim());
        return (long) (s * 1e6);
    }
}
