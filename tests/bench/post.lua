-- What wrk sends: one prebuilt form POST of the size that sluice sends. wrk formats it once, so this is its best case.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "mbox3rdPartyId=wrk-1&profile.text=" .. string.rep("x", 360)
