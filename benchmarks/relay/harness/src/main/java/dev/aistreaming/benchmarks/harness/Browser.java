package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One browser: asks, reads, asks again on the same connection. */
final class Browser {

    // of the one thread there is
    private static final ByteBuffer IN = ByteBuffer.allocateDirect(256 * 1024);
    private static final byte[] BYTES = new byte[IN.capacity()];

    private static final int STALLED_BUFFER = 16 * 1024;

    private final Load load;
    private final SocketChannel channel;
    private final SelectionKey key;
    private EventText text;
    private HttpAnswer answer;
    private final boolean stalls;
    private int tokensCounted;

    /**
     * @param stalls whether it takes nothing after the first token
     */
    Browser(Load load, Selector selector, boolean stalls) throws IOException {
        this.load = load;
        this.stalls = stalls;
        this.text = new EventText(load::sendTime);
        this.answer = new HttpAnswer(text);
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (stalls) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, STALLED_BUFFER);
        }
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), load.port()));
    }

    void ready() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                ask();
            } else {
                read();
            }
        } catch (IOException | IllegalStateException e) {
            close();
            load.failed(this, e);
        }
    }

    private void ask() throws IOException {
        text = new EventText(load::sendTime);
        answer = new HttpAnswer(text);
        tokensCounted = 0;
        channel.write(ByteBuffer.wrap(load.request()));
    }

    private void read() throws IOException {
        IN.clear();
        int count = channel.read(IN);
        if (count < 0) {
            throw new IOException("the relay closed the connection after " + text.tokens() + " tokens");
        }
        load.bytesArrived();
        IN.flip().get(BYTES, 0, count);
        answer.feed(BYTES, count);
        if (stalls) {
            if (text.tokens() > 0) {
                key.interestOps(0);
                load.stalled();
            }
            return;
        }
        load.tokens(text.tokens() - tokensCounted);
        tokensCounted = text.tokens();
        if (load.leavesAfter(tokensCounted)) {
            close();
            load.left();
        } else if (answer.ended()) {
            load.answered(text);
            ask();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("a connection could not be closed: " + e);
        }
    }
}
