package dev.aistreaming.guard;

import java.util.Arrays;

/** Maps a node and a character to another node: a hash table without objects. */
final class Transitions {

    private static final long FREE = -1;

    private long[] keys = freed(128);
    private int[] targets = new int[128];
    private int size;

    private static long[] freed(int length) {
        long[] keys = new long[length];
        Arrays.fill(keys, FREE);
        return keys;
    }

    /** Returns -1 if there is no transition. */
    int get(int node, char c) {
        int at = slot(keys, key(node, c));
        return keys[at] == FREE ? -1 : targets[at];
    }

    void put(int node, char c, int target) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int at = slot(keys, key(node, c));
        keys[at] = key(node, c);
        targets[at] = target;
        size++;
    }

    private void grow() {
        long[] more = freed(keys.length * 2);
        int[] moreTargets = new int[more.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                int at = slot(more, keys[i]);
                more[at] = keys[i];
                moreTargets[at] = targets[i];
            }
        }
        keys = more;
        targets = moreTargets;
    }

    private static long key(int node, char c) {
        return ((long) node << Character.SIZE) | c;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[at] != FREE && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** By node: its transitions, as pairs of a character and a target. */
    int[][] childrenOf(int nodes) {
        int[][] children = new int[nodes][0];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                int node = (int) (keys[i] >>> Character.SIZE);
                int[] edges = Arrays.copyOf(children[node], children[node].length + 2);
                edges[edges.length - 2] = (char) keys[i];
                edges[edges.length - 1] = targets[i];
                children[node] = edges;
            }
        }
        return children;
    }
}
