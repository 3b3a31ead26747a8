package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/**
 * A chunk in the chain of its stream. Readers hold the node they have read last, and so what comes after it; what nobody holds
 * is free.
 */
final class Node {

    /** What a chunk takes besides its bytes: this, the chunk, and the head of the array. */
    private static final int OVERHEAD = 96;

    private final StreamChunk chunk;
    private final long position;
    private volatile @Nullable Node next;

    private Node(StreamChunk chunk, long position) {
        this.chunk = chunk;
        this.position = position;
    }

    /** What comes before the first chunk. */
    static Node beginning() {
        return new Node(new StreamChunk(0, 0, new byte[0], false), 0);
    }

    /** A node that can come next; {@link #append} makes it so. */
    Node successor(byte[] events, int count, boolean end) {
        return new Node(new StreamChunk(chunk.lastEvent() + count, count, events, end), position + events.length);
    }

    /** The same for a chunk that has its numbers already. */
    Node successor(StreamChunk written) {
        return new Node(written, position + written.events().length);
    }

    void append(Node successor) {
        next = successor;
    }

    StreamChunk chunk() {
        return chunk;
    }

    boolean isGap() {
        return chunk.isGap();
    }

    boolean isEnd() {
        return chunk.end();
    }

    /** How many bytes the stream has up to here, this chunk included. */
    long position() {
        return position;
    }

    /** How many bytes of memory it takes. */
    int memory() {
        return OVERHEAD + chunk.events().length;
    }

    @Nullable
    Node next() {
        return next;
    }
}
