package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a script to everybody who posts anything: so many tokens, one write each, at a pace or as fast as they are taken. One
 * thread, because a provider is not what is to be measured.
 *
 * <p>Commands: {@code script tokens= pace= floods=} (microseconds; drops what is under way; so many answers at first have
 * neither pace nor end), and {@code count}.
 */
final class ScriptedProvider {

    private static final long TICK_NANOS = 250_000;
    private static final int BACKLOG = 4096;

    /** How many tokens of an unpaced answer are sent before it is another one's turn. */
    private static final int BURST = 8;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Console console = new Console(selector::wakeup);
    private final Chunks chunks = new Chunks();
    private final PriorityQueue<ProviderStream> paced = new PriorityQueue<>(Comparator.comparingLong(s -> s.due));
    private final Queue<ProviderStream> unpaced = new ArrayDeque<>();
    private int tokens = 100;
    private int floods;
    private long paceNanos;
    private int open;
    private int completed;
    private int aborted;

    private ScriptedProvider() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        console.answer(new Fields().with("port", server.socket().getLocalPort()));
    }

    /** Runs until standard input ends. */
    public static void main(String[] args) throws IOException {
        new ScriptedProvider().run();
    }

    private void run() throws IOException {
        while (true) {
            if (!unpaced.isEmpty()) {
                selector.selectNow(this::ready);
            } else if (!paced.isEmpty()) {
                LockSupport.parkNanos(TICK_NANOS); // finer than a select can wait
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready);
            }
            for (String line = console.poll(); line != null; line = console.poll()) {
                command(line);
            }
            sendPaced();
            sendUnpaced();
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof ProviderStream stream) {
            stream.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new ProviderStream(this, channel, key, chunks));
            }
        } catch (IOException e) {
            throw new IllegalStateException("no more connections can be accepted", e);
        }
    }

    private void command(String line) {
        if (line.startsWith("script")) {
            Fields script = Fields.parse(line);
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof ProviderStream stream && stream.streaming()) {
                    stream.abort();
                }
            }
            tokens = script.integer("tokens");
            paceNanos = script.integer("pace") * 1_000L;
            floods = script.integer("floods");
            completed = 0;
            aborted = 0;
        }
        console.answer(
                new Fields().with("open", open).with("completed", completed).with("aborted", aborted));
    }

    private void sendPaced() {
        long now = System.nanoTime();
        for (ProviderStream next = paced.peek(); next != null && next.due <= now; next = paced.peek()) {
            paced.remove();
            if (!next.streaming()) {
                continue;
            }
            next.sendToken();
            // who is late by more than a beat misses it, or could never catch up
            next.due = Math.max(next.due, now - paceNanos) + paceNanos;
            if (next.streaming()) {
                paced.add(next);
            }
        }
    }

    private void sendUnpaced() {
        for (int i = unpaced.size(); i > 0; i--) {
            ProviderStream stream = unpaced.remove();
            for (int k = 0; k < BURST && stream.streaming() && !stream.blocked(); k++) {
                stream.sendToken();
            }
            if (stream.streaming() && !stream.blocked()) {
                unpaced.add(stream);
            }
        }
    }

    /** A request has come: the answer begins, each at a phase of its own. */
    void begin(ProviderStream stream) {
        open++;
        if (floods > 0) {
            floods--;
            stream.begin(Integer.MAX_VALUE);
            stream.flood = true;
        } else {
            stream.begin(tokens);
            stream.flood = false;
        }
        if (isUnpaced(stream)) {
            unpaced.add(stream);
        } else {
            stream.due = System.nanoTime() + ThreadLocalRandom.current().nextLong(paceNanos);
            paced.add(stream);
        }
    }

    /** An answer that the socket would not take is taken again. */
    void unblocked(ProviderStream stream) {
        if (isUnpaced(stream) && stream.streaming()) {
            unpaced.add(stream);
        }
    }

    private boolean isUnpaced(ProviderStream stream) {
        return paceNanos == 0 || stream.flood;
    }

    void ended(boolean complete) {
        open--;
        completed += complete ? 1 : 0;
        aborted += complete ? 0 : 1;
    }
}
