package dev.aistreaming.spring.redis;

import static org.awaitility.Awaitility.await;

import dev.aistreaming.resume.StreamStoreLimits;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.StreamReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScratchTests {
    @Test
    void scratch() {
        TestRedis redis = TestRedis.start();
        for (int i = 0; i < 3; i++) {
            long t0 = System.nanoTime();
            var f = redis.connectionFactory();
            System.out.println("read factory " + (System.nanoTime() - t0) / 1000_000);
            var c = Connections.open(f.getRequiredNativeClient());
            System.out.println("read open " + (System.nanoTime() - t0) / 1000_000);
            c.close().join();
            f.destroy();
            System.out.println("read close " + (System.nanoTime() - t0) / 1000_000);
        }
        TestStore store = new TestStore(redis, StreamStoreLimits.DEFAULTS);
        TestStore other = new TestStore(redis, StreamStoreLimits.DEFAULTS);
        long t = System.nanoTime();
        ProducedStream stream = new ProducedStream(store.store);
        stream.append(1);
        new StreamReader(store.store, stream.id, 0).close();
        await().pollInterval(Duration.ofMillis(1)).until(stream.producer::isAbandoned);
        System.out.println("local abandoned " + (System.nanoTime() - t) / 1000_000);
        for (int i = 0; i < 3; i++) {
            t = System.nanoTime();
            StreamReader reader = new StreamReader(other.store, stream.id, 0);
            System.out.println("read " + (System.nanoTime() - t) / 1000_000);
            await().pollInterval(Duration.ofMillis(1)).until(() -> !stream.producer.isAbandoned());
            System.out.println("attended " + (System.nanoTime() - t) / 1000_000);
            reader.close();
            await().pollInterval(Duration.ofMillis(1)).until(stream.producer::isAbandoned);
            System.out.println("abandoned " + (System.nanoTime() - t) / 1000_000);
        }
        t = System.nanoTime();
        other.close();
        System.out.println("closed " + (System.nanoTime() - t) / 1000_000);
        t = System.nanoTime();
        store.close();
        System.out.println("closed " + (System.nanoTime() - t) / 1000_000);
        t = System.nanoTime();
        redis.close();
        System.out.println("redis closed " + (System.nanoTime() - t) / 1000_000);
    }
}
