navigator.geolocation.getCurrentPosition((p) => send(p.coords));
