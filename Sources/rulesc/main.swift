print("rulesc")
