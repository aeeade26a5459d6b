async () => {
  // What inside.js says.
  const channel = new BroadcastChannel("test");
  try {
    return await new Promise((resolve) => {
      channel.onmessage = ({ data }) => resolve(data);
      channel.postMessage("?");
    });
  } finally {
    channel.close();
  }
}
